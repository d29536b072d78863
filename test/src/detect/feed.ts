import type { Store } from '@ringtrace/platform/clickhouse';
import { arrivals, type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';

/** Stores rows as the ingest worker does: first the rows, then the arrivals that make their minutes dirty. */
export async function store(target: Store, rows: readonly CdrRow[]): Promise<void> {
  await target.insertRows(cdrStore, rows);
  const counts = new Map<string, { carrier: string; minute: number; cdrs: number }>();
  for (const { carrier, start_time } of rows) {
    const minute = Math.floor(start_time / 60_000) * 60;
    const key = `${carrier} ${minute}`;
    const entry = counts.get(key) ?? { carrier, minute, cdrs: 0 };
    entry.cdrs += 1;
    counts.set(key, entry);
  }
  await target.insertRows(arrivals, [...counts.values()]);
}
