import type { Store } from './clickhouse.ts';

/** Runs one statement, or reads the next piece of a long answer. `name` is the statement's own, or says which table rows go into. */
export type Around = <R>(name: string, run: () => Promise<R>) => Promise<R>;

/** A store of which each statement goes through `around`, and so does each piece of a long answer. Its client and `bytes` do not. */
export const aroundStatements = (store: Store, around: Around): Store => ({
  ...store,
  query: (query, params, settings) => around(query.name, () => store.query(query, params, settings)),
  pieces: (query, params) => aroundPieces(query.name, () => store.pieces(query, params), around),
  command: (sql, params, settings) => around('', () => store.command(sql, params, settings)),
  run: (statement, params) => around(statement.name, () => store.run(statement, params)),
  insertNative: (table, body) => around(`insert into ${table}`, () => store.insertNative(table, body)),
  insertRows: (table, rows) => around(`insert into ${table.name}`, () => store.insertRows(table, rows)),
});

async function* aroundPieces<R>(
  name: string,
  open: () => AsyncIterable<R>,
  around: Around,
): AsyncIterable<R> {
  const answer = open()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await around(name, () => answer.next());
      if (done) return;
      yield value;
    }
  } finally {
    await answer.return?.();
  }
}
