import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { everyRow } from '../log/every-row.ts';
import type { CaseLog } from '../log/log.ts';

const copiedEvents = defineQuery()({
  name: 'copied entries of the log of casework',
  sql: 'SELECT sequence, hash FROM case_events ORDER BY sequence',
  row: z.object({ sequence: z.number(), hash: z.string() }),
});

/** How the store's copy of the log stands to the log. */
export interface CopyCheck {
  /** Entries that the store does not have yet: no fault, the next command copies them. */
  readonly behind: number;
  readonly faults: readonly string[];
}

const mostFaults = 20;

/**
 * Compares each entry with its copy in the store. Whoever cuts the log, or writes its end anew, would have to change the copy as
 * well.
 */
export async function compareWithCopy(log: Pick<CaseLog, 'rowsAfter'>, store: Store): Promise<CopyCheck> {
  const rows = everyRow(log);
  const faults: string[] = [];
  let [entries, beyond] = [0, 0];
  for await (const piece of store.pieces(copiedEvents, {})) {
    for (const copy of piece) {
      const { value: row } = rows.next();
      if (row === undefined) beyond = copy.sequence;
      else {
        entries = row.sequence;
        if (row.sequence !== copy.sequence || row.hash !== copy.hash)
          faults.push(`entry ${row.sequence}: the store has another one (entry ${copy.sequence})`);
      }
      if (faults.length >= mostFaults) return { behind: 0, faults };
    }
  }
  if (beyond > 0)
    faults.push(
      `the log ends with entry ${entries}, and the store has entries up to ${beyond}: the log was cut`,
    );
  let behind = 0;
  while (rows.next().done !== true) behind += 1;
  return { behind, faults };
}
