import {
  defineQuery,
  defineStatement,
  type Params,
  type Scalar,
  type Statement,
  type Store,
} from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { text, uint32, uint64 } from '@ringtrace/schemas/columns';
import { tableDdl } from '@ringtrace/schemas/table';
import { tables, views } from '@ringtrace/schemas/tables/all';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { isQuery, statementsWithLists } from './stated.ts';

let engine: TestEngine;
let store: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  store = await engine.freshStore();
  for (const table of tables) await store.command(tableDdl(table));
});
afterAll(() => engine.stop());

const many = 100_000;
const statements = await statementsWithLists();

const column = /(\w+) (\w+(?:\([^)]*\))?)(?:, |$)/g;

/** What makes the elements of a column, by its type. */
function elementOf(type: string): (i: number) => string | number {
  const texts = [...type.matchAll(/'([^']*)' = /g)].map(([, text = '']) => text);
  if (texts.length > 0) return (i) => texts[i % texts.length] ?? '';
  return type.includes('String') ? (i) => `element ${i} of a list, as long as a customer's name` : (i) => i;
}

/** A list with `count` elements, made up by the types of its columns. */
function elementsOf(structure: string, count: number): unknown[] {
  const columns = [...structure.matchAll(column)].map(
    ([, name = '', type = '']) => [name, elementOf(type)] as const,
  );
  const [first, ...others] = columns;
  if (first?.[0] === 'value' && others.length === 0)
    return Array.from({ length: count }, (_, i) => first[1](i));
  return Array.from({ length: count }, (_, i) => {
    const row: Record<string, unknown> = {};
    for (const [name, element] of columns) row[name] = element(i);
    return row;
  });
}

function paramsOf({ sql, lists = {} }: Statement<Params>, count: number): Params {
  const scalars = [...sql.matchAll(/\{(\w+):\s*(\w+)\}/g)].map(([, name = '', type]): [string, Scalar] => [
    name,
    type === 'String' ? 'x' : 1,
  ]);
  return {
    ...Object.fromEntries(scalars),
    ...Object.fromEntries(
      Object.entries(lists).map(([name, { structure }]) => [name, elementsOf(structure, count)]),
    ),
  };
}

async function ask(target: Store, statement: Statement<Params>, count: number): Promise<void> {
  const params = paramsOf(statement, count);
  if (isQuery(statement)) await target.query(statement, params);
  else await target.run(statement, params);
}

describe.each(statements.map((statement) => ({ name: statement.name, statement })))(
  '$name',
  ({ statement }) => {
    it.each([0, 1, many])('takes lists of %i elements', async (count) => {
      await ask(store, statement, count);
    });

    it('gives no list the name of a table', () => {
      const names = new Set([...tables, ...views].map(({ name }) => name));
      expect(Object.keys(statement.lists ?? {}).filter((name) => names.has(name))).toEqual([]);
    });
  },
);

it('every question with lists can be asked by an analyst', async () => {
  const analyst = engine.readOnly(store);
  for (const statement of statements.filter(isQuery)) await ask(analyst, statement, 10);
});

const back = defineQuery<{ given: readonly { n: number; s: string }[] }>()({
  name: 'what was given',
  sql: 'SELECT n, hex(s) AS s FROM given ORDER BY n',
  row: z.object({ n: z.number(), s: z.string() }),
  lists: { given: rows({ n: uint32(), s: text() }) },
});
const hexOf = (value: string) => Buffer.from(value).toString('hex').toUpperCase();

describe('a list', () => {
  it('brings every byte, whatever a text of a feed holds', async () => {
    const nasty = [
      '',
      '\r\n',
      '\r\n--',
      '--ringtrace-',
      '\0',
      'é€',
      "'",
      '\\',
      '\t',
      '\n',
      '\r',
      '"; name="query"',
    ];
    const texts = [...nasty, '\r\n'.repeat(5_000), '-'.repeat(200_000), '\r\n--x\r\n\r\nSELECT 1\r\n'];
    const given = texts.map((s, n) => ({ n, s }));
    expect(await store.query(back, { given })).toEqual(given.map(({ n, s }) => ({ n, s: hexOf(s) })));
  });

  it('comes in pieces as well', async () => {
    const given = Array.from({ length: many }, (_, n) => ({ n, s: 'x' }));
    let sum = 0;
    for await (const piece of store.pieces(back, { given })) sum += piece.length;
    expect(sum).toBe(many);
  });

  it('is compared whole, beside parameters', async () => {
    const above = defineQuery<{ numbers: readonly number[]; least: number }>()({
      name: 'numbers above',
      sql: 'SELECT count() AS count, sum(number) AS sum FROM system.numbers_mt WHERE number >= {least: UInt64} AND number < 300000 AND number IN (SELECT value FROM numbers)',
      row: z.object({ count: z.number(), sum: z.number() }),
      lists: { numbers: values(uint64()) },
    });
    const numbers = Array.from({ length: many }, (_, i) => 2 * i);
    expect(await store.query(above, { numbers, least: 100_000 })).toEqual([
      { count: 50_000, sum: 7_499_950_000 },
    ]);
  });

  it('feeds an insert', async () => {
    await store.command('CREATE TABLE taken (s String) ENGINE = MergeTree ORDER BY s');
    const take = defineStatement<{ texts: readonly string[] }>()({
      name: 'take',
      sql: 'INSERT INTO taken SELECT value FROM texts',
      lists: { texts: values(text()) },
    });
    await store.run(take, { texts: ['a', 'b'] });
    const count = defineQuery()({
      name: 'taken',
      sql: 'SELECT count() AS taken FROM taken',
      row: z.object({ taken: z.number() }),
    });
    expect(await store.query(count, {})).toEqual([{ taken: 2 }]);
  });

  it('leaves an error what it is', async () => {
    const fails = defineQuery<{ numbers: readonly number[] }>()({
      name: 'fails',
      sql: 'SELECT throwIf(value = 2) AS x FROM numbers',
      row: z.object({ x: z.number() }),
      lists: { numbers: values(uint64()) },
    });
    await expect(store.query(fails, { numbers: [1, 2] })).rejects.toMatchObject({
      type: 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
    });
  });
});
