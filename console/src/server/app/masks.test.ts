import { showing } from '@ringtrace/cases/api/numbers';
import { memoryApi } from '@ringtrace/cases/api/office.fixture';
import { routes as ofCasework } from '@ringtrace/cases/api/routes/all';
import { digitsOf } from '@ringtrace/cases/refer/numbers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../routes/all.ts';

/** The part of JSON Schema that shapes of answers use. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema | boolean;
}
const schemaShape: z.ZodType<Schema> = z.record(z.string(), z.unknown());

const called = 13_035_551_234;
const text = 'to (303) 555-1234, 303.555.1234, ３０３５５５１２３４ and sip:13035551234@example.com';
/** What a record or an event may hold, as its carrier or its writer wrote it. */
const anything = { called_number: '+13035551234', called_number_raw: '303 555-1234', note: text };

/** Answers of this shape: one for each way in which a called number may be written under its key. */
function sampleOf(
  schema: Schema,
  defs: Readonly<Record<string, Schema>>,
  key: string,
  written: unknown,
): unknown {
  const sample = (one: Schema, at = key) => sampleOf(one, defs, at, written);
  if (schema.$ref !== undefined) return sample(defs[schema.$ref.replace('#/$defs/', '')] ?? {});
  if (key === 'called_number') return written;
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return sample(either.find(({ type }) => type !== 'null') ?? {});
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((one) => sample(one)));
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => [name, sample(one, name)]);
      const isOpen = typeof schema.additionalProperties === 'object';
      return { ...Object.fromEntries(fields), ...(isOpen ? anything : {}) };
    }
    case 'array':
      return [...(schema.prefixItems ?? []), ...(typeof schema.items === 'object' ? [schema.items] : [])].map(
        (one) => sample(one),
      );
    case 'string':
      return schema.format === 'date-time' ? '2026-03-03T18:59:09.110Z' : text;
    case 'number':
    case 'integer':
      return 1_772_463_600_000;
    case 'boolean':
      return true;
    default:
      return anything;
  }
}

function* textsIn(value: unknown, key = ''): Generator<readonly [key: string, text: string]> {
  if (typeof value === 'string' || typeof value === 'number') yield [key, String(value)];
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* textsIn(inner, name);
}

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [name, ...keysOf(inner)])
    : [];

const every = [...routes, ...ofCasework].map((route) => {
  const schema = schemaShape.parse(z.toJSONSchema(route.out, { unrepresentable: 'any' }));
  const of = (written: unknown) => sampleOf(schema, schema.$defs ?? {}, '', written);
  return [`${route.method} ${route.path}`, { route, of }] as const;
});

/** Fields that speak of called numbers and hold none. */
const counts = new Set(['called_numbers', 'called_number_form', 'called_areas']);

describe('the answer of every route', () => {
  it.each(every)('%s has called numbers under their own key', (_, { of }) => {
    const odd = keysOf(of(called)).filter(
      (key) => /called|dest/.test(key) && !/^called_number(?:_raw)?$/.test(key) && !counts.has(key),
    );
    expect(odd).toEqual([]);
  });

  it.each(every)('%s shows none, however it is written, and keeps its times', async (_, { route, of }) => {
    const { log } = memoryApi().desk;
    for (const written of [
      called,
      '13035551234',
      '+1 303 555 1234',
      '3035551234',
      'sip:+13035551234@1.2.3.4',
    ]) {
      const answer = { asked: of(written), about: { called_number: written } };
      const show = await showing(answer, {
        log,
        actor: { name: 'anna', reason: '' },
        what: 'x',
        inFull: false,
        hidesAll: route.hidesAll,
      });
      const shown = show(answer);
      for (const [key, found] of textsIn(shown))
        if (!key.endsWith('_id') || key === 'call_id')
          expect(digitsOf(found), key).not.toContain('3035551234');
      const times = [...textsIn(shown)].filter(([, found]) => found.startsWith('2026-'));
      for (const [, time] of times) expect(Date.parse(time)).not.toBeNaN();
    }
  });
});
