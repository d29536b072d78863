import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { pause } from '@ringtrace/platform/pause';
import { z } from 'zod';
import type { Meter, Reading } from './meter.ts';

const running = defineQuery<{ database: string }>()({
  name: 'merges under way',
  sql: `SELECT (SELECT count() FROM system.merges WHERE database = {database: String}) AS merges,
    (SELECT count() FROM system.parts WHERE database = {database: String} AND table = 'cdr_store' AND active) AS parts`,
  row: z.object({ merges: z.number(), parts: z.number() }),
});

const lookMs = 100;
/** The engine looks for parts to merge at least this often, ms. */
const quietMs = 3_000;

/** Waits until the engine merges nothing more. Returns the meter's reading when the last merge ended. */
export async function settled(store: Store, meter: Meter): Promise<{ end: Reading; parts: number }> {
  let end = meter.read();
  for (;;) {
    const [seen] = await store.query(running, { database: store.database });
    if (seen === undefined) throw new Error('the engine does not say what it merges');
    if (seen.merges > 0) end = meter.read();
    else if (performance.now() - end.at > quietMs) return { end, parts: seen.parts };
    await pause(lookMs);
  }
}
