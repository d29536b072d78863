import { createServer } from 'node:http';
import { uint64 } from '@ringtrace/schemas/columns';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineQuery, defineStatement, openStore, type Params, parseRows, type Query } from './clickhouse.ts';
import { formOf, values } from './lists.ts';
import { unreachableStore } from './unreachable-store.fixture.ts';

const query = { name: 'calls', row: z.object({ calls: z.number() }) };

it('rows are parsed as the query defines them', () => {
  expect(parseRows(query, [{ calls: 1 }, { calls: 2, more: 'x' }])).toEqual([{ calls: 1 }, { calls: 2 }]);
});

it('a result with other columns is an error of a few lines, however many rows it has', () => {
  const answer = Array.from({ length: 10_000 }, () => ({ calls: '1' }));
  const parse = () => parseRows(query, answer);
  expect(parse).toThrow(/query calls returned other columns[\s\S]*expected number/);
  expect(parse).toThrow(/and 9997 more\)$/);
  expect(parse).not.toThrow(/(?:[^\n]*\n){10}/);
});

describe('a list', () => {
  const row = z.object({ calls: z.number() });
  const numbers = defineQuery<{ numbers: readonly number[] }>()({
    name: 'calls of numbers',
    sql: 'SELECT count() AS calls FROM cdr WHERE calling_number IN (SELECT value FROM numbers)',
    row,
    lists: { numbers: values(uint64()) },
  });
  // Nothing listens there, so these errors come before anything is sent.
  const store = unreachableStore();

  it.each([
    '{xs: Array(String)}',
    '{xs:Array(UInt64)}',
    '{ seen : Map(String, UInt64)}',
    '{t: Tuple(a String)}',
  ])('is no parameter, such as %s', async (parameter) => {
    const sql = `SELECT 1 AS calls WHERE has(${parameter}, 1)`;
    expect(() => defineQuery()({ name: 'wrong', sql, row })).toThrow('a list is no parameter');
    expect(() => defineStatement()({ name: 'wrong', sql })).toThrow('a list is no parameter');
    await expect(store.command(sql)).rejects.toThrow('a list is no parameter');
  });

  it('that the query does not define is refused', async () => {
    const asked: Query<Params, unknown> = {
      name: 'calls',
      sql: 'SELECT count() AS calls FROM cdr',
      row,
    };
    await expect(store.query(asked, { numbers: [1] })).rejects.toThrow('calls defines no list numbers');
  });

  it('that the query defines must be given', async () => {
    const asked: Query<Params, unknown> = { name: numbers.name, sql: numbers.sql, row, lists: numbers.lists };
    await expect(store.query(asked, {})).rejects.toThrow('calls of numbers needs the list numbers');
  });

  it('is a part of the body, between the columns it has and the end', () => {
    const { contentType, body } = formOf('SELECT 1', [
      { name: 'numbers', structure: 'value UInt64', rows: Buffer.from('native') },
    ]);
    const boundary = contentType.split('boundary=')[1];
    expect(Buffer.concat(body).toString().split(`--${boundary}`)).toEqual([
      '',
      '\r\nContent-Disposition: form-data; name="query"\r\n\r\nSELECT 1\r\n',
      '\r\nContent-Disposition: form-data; name="numbers_structure"\r\n\r\nvalue UInt64\r\n',
      '\r\nContent-Disposition: form-data; name="numbers_format"\r\n\r\nNative\r\n',
      '\r\nContent-Disposition: form-data; name="numbers"; filename="numbers"\r\n\r\nnative\r\n',
      '--\r\n',
    ]);
  });
});

it('a replica that can not be reached is passed over, for reads and for writes', async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    bodies.push(body);
    response.end(body.includes('SELECT') ? '{"calls":7}\n' : '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  // Nothing listens on port 1.
  const store = openStore({
    url: `http://127.0.0.1:1, http://127.0.0.1:${port}`,
    user: 'default',
    password: '',
    database: 'd',
    application: 'test',
  });
  const asked = defineQuery()({ ...query, sql: 'SELECT 7 AS calls' });
  try {
    expect(await store.query(asked, {})).toEqual([{ calls: 7 }]);
    await store.command('OPTIMIZE TABLE t');
    expect(bodies.map((body) => body.split('\n')[0]?.trim())).toEqual([
      'SELECT 7 AS calls',
      'OPTIMIZE TABLE t',
    ]);
  } finally {
    await store.close();
    server.close();
  }
});
