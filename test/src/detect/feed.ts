import type { Store } from '@ringtrace/platform/clickhouse';
import { arrivals, type CdrRow, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { batches } from '@ringtrace/schemas/tables/feed';

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

/** Stores rows as those of one batch a carrier, which the broker received at a time (ms since 1970). */
export async function receive(target: Store, rows: readonly CdrRow[], receivedAt: number): Promise<void> {
  await store(target, rows);
  const received = [...Map.groupBy(rows, ({ carrier }) => carrier)].map(([carrier, own]) => ({
    carrier,
    topic: `cdr.${carrier}`,
    partition: 0,
    offset: receivedAt,
    batch_id: `${carrier} ${receivedAt}`,
    source: 'switch',
    sequence: receivedAt,
    produced_at: receivedAt,
    received_at: receivedAt,
    records: own.length,
    accepted: own.length,
    dead: 0,
    first_start: Math.min(...own.map(({ start_time }) => start_time)),
    last_start: Math.max(...own.map(({ start_time }) => start_time)),
  }));
  await target.insertRows(batches, received);
}
