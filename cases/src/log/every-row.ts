import type { EventRow } from './event-row.ts';

/** Rows read at once: enough to be quick, few enough to be held in memory. */
const piece = 1_000;

interface Rows {
  /** Events behind a place in the log, at most `limit`, in order. */
  rowsAfter(sequence: number, limit: number): EventRow[];
}

/** Every entry of the log behind a place in order, a piece at a time. */
export function* everyRow(log: Rows, behind = 0): Generator<EventRow> {
  for (let after = behind; ; ) {
    const rows = log.rowsAfter(after, piece);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}
