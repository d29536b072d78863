import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { busySpan } from './forward.ts';
import { type InMinutes, inMinutes, minutes } from './in-minutes.ts';
import { type LegKey, legKeyOf, legName } from './leg-key.ts';
import { enoughOfOne } from './leg-queries.ts';
import { core, national } from './numbers.ts';
import type { LegSource } from './source.ts';
import { minutesOf, storeSource } from './source.ts';

/**
 * The legs behind `callsOfCallers`: every leg of these callers in these minutes that its answer may rest on.
 * @public A test sends long lists of every exported statement.
 */
export const legsOfCallers = defineQuery<InMinutes & { numbers: readonly number[] }>()({
  name: 'legs of callers',
  lists: { minutes, numbers: values(uint64()) },
  row: z.object({ carrier: z.string(), start_ms: z.number(), call_id: z.string() }),
  sql: `
SELECT carrier, toUnixTimestamp64Milli(start_time) AS start_ms, call_id
FROM cdr_store
WHERE ${inMinutes} AND calling_number % ${national} IN (SELECT value FROM numbers)
ORDER BY toStartOfMinute(start_time, 'UTC'), calling_number % ${national}, called_number % ${national}
LIMIT ${enoughOfOne} BY toStartOfMinute(start_time, 'UTC'), calling_number % ${national}`,
});

/** A source of legs that notes each leg that tracing reads from it. */
export interface RecordingSource extends LegSource {
  /** What was read by now, each leg once. */
  readonly read: () => LegKey[];
}

export function recordingSource(store: Store): RecordingSource {
  const source = storeSource(store);
  const seen = new Map<string, LegKey>();
  const note = <L extends LegKey>(legs: readonly L[]) => {
    for (const leg of legs) seen.set(legName(leg), legKeyOf(leg));
  };
  const noted = async <L extends LegKey>(reading: Promise<L[]>): Promise<L[]> => {
    const legs = await reading;
    note(legs);
    return legs;
  };
  return {
    ...source,
    legsTo: (called, spans) => noted(source.legsTo(called, spans)),
    legsEndingAround: (starts) => noted(source.legsEndingAround(starts)),
    async callsOfCallers(starts) {
      const numbers = [...new Set(starts.map((leg) => core(leg.calling_number)))].filter((n) => n !== 0);
      note(await store.query(legsOfCallers, { ...minutesOf(starts.map(busySpan)), numbers }));
      return source.callsOfCallers(starts);
    },
    read: () => [...seen.values()],
  };
}
