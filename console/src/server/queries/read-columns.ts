import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const row = z.object({ explain: z.string() });

/** Columns that hold called numbers in full, whatever table has them, or texts that may quote them. */
const unmasked = /^(?:called_number.*|original|evidence|detail|data|facts|identity.*)$/;

/**
 * Columns that SQL of a person reads and that hold called numbers in full, by name. The engine says which columns a statement reads, of
 * tables and views, also behind `*`. Where it can't tell, such as of SHOW, the answer is empty: such a statement reads no table.
 */
export async function unmaskedColumns(store: Pick<Store, 'query'>, sql: string): Promise<string[]> {
  // A comment at the end must not hide what follows, and nothing does.
  const explained = defineQuery()({
    name: 'console: columns that a statement reads',
    row,
    sql: `EXPLAIN QUERY TREE ${sql.replace(/;\s*$/, '')}\n`,
  });
  const lines = await store.query(explained, {}).catch(() => []);
  const names = lines.flatMap(({ explain }) =>
    [...explain.matchAll(/column_name: (\w+)/g)].map(([, name = '']) => name),
  );
  return [...new Set(names)].filter((name) => unmasked.test(name)).sort();
}
