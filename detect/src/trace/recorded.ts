import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { type InMinutes, inMinutes, minutes } from './in-minutes.ts';
import { type LegKey, legKeyOf, legName } from './leg-key.ts';
import { enoughOfOne } from './leg-queries.ts';
import { national } from './numbers.ts';
import { aroundCallers, type LegSource, storeSource } from './source.ts';

/**
 * A leg of each call that `callsOfCallers` tells: where these legs alone are left, its answer is the same.
 * @public A test sends long lists of every exported statement.
 */
export const legsOfCallers = defineQuery<InMinutes & { numbers: readonly number[] }>()({
  name: 'legs of callers',
  lists: { minutes, numbers: values(uint64()) },
  row: z.object({ carrier: z.string(), start_ms: z.number(), call_id: z.string() }),
  sql: `
SELECT carrier, start_ms, call_id
FROM (
  SELECT carrier, toUnixTimestamp64Milli(start_time) AS start_ms, call_id,
    toStartOfMinute(start_time, 'UTC') AS minute, calling_number % ${national} AS calling, called_number % ${national} AS called
  FROM cdr_store
  WHERE ${inMinutes} AND calling IN (SELECT value FROM numbers)
  ORDER BY minute, calling, called, start_ms, carrier, call_id
  LIMIT 1 BY minute, calling, called
)
ORDER BY minute, calling, called
LIMIT ${enoughOfOne} BY minute, calling`,
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
      note(await store.query(legsOfCallers, aroundCallers(starts)));
      return source.callsOfCallers(starts);
    },
    read: () => [...seen.values()],
  };
}
