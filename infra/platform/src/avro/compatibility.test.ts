import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { releasedSchemas } from '@ringtrace/schemas/released';
import { describe, expect, it } from 'vitest';
import { avroSchema } from './canonical-form.ts';
import { incompatibilities } from './compatibility.ts';
import { fingerprintOf } from './fingerprint.ts';
import { feedSchema, parseSchema } from './schema-source.ts';

describe('the feed schema', () => {
  it.each([...releasedSchemas])('reads and is read by the released %s', (_, text) => {
    expect(incompatibilities(parseSchema(text), feedSchema)).toEqual([]);
  });

  it('was released as it was: no released version changes', () => {
    const released = [...releasedSchemas].map(([name, text]) => [name, fingerprintOf(parseSchema(text))]);
    expect(released).toEqual([['v1.avsc', 'ada476130c481929']]);
  });
});

type Field = Record<string, unknown>;

/** The feed schema with the fields of its records changed. */
function changed(change: (fields: Field[]) => Field[]) {
  const fields = cdrBatchAvro.fields.map((field) =>
    field.name === 'records' && typeof field.type === 'object' && 'items' in field.type
      ? {
          ...field,
          type: {
            ...field.type,
            items: { ...field.type.items, fields: change([...field.type.items.fields]) },
          },
        }
      : field,
  );
  return avroSchema.parse({ ...cdrBatchAvro, fields });
}

const withField = (field: Field) => changed((fields) => [...fields, field]);
const without = (name: string) => changed((fields) => fields.filter((field) => field['name'] !== name));
const withType = (name: string, type: unknown) =>
  changed((fields) => fields.map((field) => (field['name'] === name ? { ...field, type } : field)));

describe('incompatibilities', () => {
  it('finds none with a new field that has a default, wherever it stands', () => {
    const field = { name: 'route', type: ['null', 'string'], default: null };
    expect(incompatibilities(feedSchema, withField(field))).toEqual([]);
    expect(
      incompatibilities(
        feedSchema,
        changed((fields) => [field, ...fields]),
      ),
    ).toEqual([]);
  });

  it.each([
    ['a new field without a default', withField({ name: 'route', type: 'string' }), /route/],
    ['a field that is gone', without('call_id'), /call_id/],
    ['an optional field that is gone', without('caller_name'), /caller_name was there and is gone/],
    ['another type', withType('called_number', 'long'), /./],
    ['a wider type, which older readers refuse', withType('sip_code', 'long'), /older version reads/],
    ['null where there was none', withType('calling_number', ['null', 'string']), /older version reads/],
    [
      'another unit of time',
      withType('start_time', { type: 'long', logicalType: 'timestamp-micros' }),
      /start_time was .*millis.* is .*micros/,
    ],
    [
      'another default',
      changed((fields) => fields.map((f) => (f['name'] === 'verstat' ? { ...f, default: 'passed' } : f))),
      /verstat was "none" and is "passed"/,
    ],
  ])('finds %s', (_, newer, problem) => {
    expect(incompatibilities(feedSchema, newer).join('; ')).toMatch(problem);
  });
});
