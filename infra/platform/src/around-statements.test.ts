import { expect, it } from 'vitest';
import { z } from 'zod';
import { aroundStatements } from './around-statements.ts';
import { defineQuery, type Store } from './clickhouse.ts';
import { unreachableStore } from './unreachable-store.fixture.ts';

const query = defineQuery()({ name: 'all numbers', sql: 'SELECT 1 AS n', row: z.object({ n: z.number() }) });

it('takes each statement and each piece of a long answer through the function, by name', async () => {
  const none = async () => {};
  const store: Store = {
    ...unreachableStore(),
    query: async () => [],
    async *pieces() {
      yield [];
      yield [];
    },
    command: none,
    run: none,
    insertNative: none,
    insertRows: none,
  };
  const names: string[] = [];
  const around = aroundStatements(store, (name, run) => {
    names.push(name);
    return run();
  });
  await around.query(query, {});
  let pieces = 0;
  for await (const _ of around.pieces(query, {})) pieces += 1;
  await around.command('SELECT 1');
  await around.insertNative('cdr_store', []);
  expect(pieces).toBe(2);
  expect(names).toEqual([
    'all numbers',
    // Two pieces, and the end.
    'all numbers',
    'all numbers',
    'all numbers',
    '',
    'insert into cdr_store',
  ]);
  await store.close();
});

it('ends a long answer that its reader leaves', async () => {
  let isClosed = false;
  const store: Store = {
    ...unreachableStore(),
    async *pieces() {
      try {
        for (;;) yield [];
      } finally {
        isClosed = true;
      }
    },
  };
  for await (const _ of aroundStatements(store, (_, run) => run()).pieces(query, {})) break;
  expect(isClosed).toBe(true);
  await store.close();
});
