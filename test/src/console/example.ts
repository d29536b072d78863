import type { Store } from '@ringtrace/platform/clickhouse';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { exampleRows } from '../detect/example.ts';
import { receive } from '../detect/feed.ts';
import { settle } from '../detect/settle.ts';
import { fillOnce } from '../store/prepared.ts';

/** A small network with its campaigns. */
const example = { seed: 12, legs: 40_000 };

/** Fills a store with the example, and lets detection find its campaigns. `change` changes the records before. */
export const exampleWith =
  (change: (rows: readonly CdrRow[]) => readonly CdrRow[]) =>
  async (store: Store): Promise<void> => {
    const { rows } = await exampleRows(store, example);
    await receive(store, change(rows), Date.now());
    await settle(store);
  };

/** The same with the records as they are. Detection judges them once for all test files of a run. */
export const exampleAsItIs = (store: Store): Promise<void> =>
  fillOnce(
    'console_example',
    store,
    exampleWith((rows) => rows),
  );
