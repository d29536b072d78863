import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { clickHouseTime } from './click-house-time.ts';

const basis = defineQuery<{ as_of: string }>()({
  name: 'what figures follow from',
  sql: `SELECT (SELECT max(sequence) FROM case_events_store WHERE at <= {as_of:DateTime64(3, 'UTC')}) AS events, count() AS measurements,
  toString(sum(cityHash64(day, measured_at, measurement))) AS measured
FROM measured_days WHERE measured_at <= {as_of:DateTime64(3, 'UTC')}`,
  row: z.object({ events: z.number(), measurements: z.number(), measured: z.string() }),
});

/**
 * All that cards and reports as of a moment (ms since 1970) follow from, as a text: the events of casework and the measurements up to
 * then. Moments between which neither came have the same text.
 */
export async function basisOf(store: Store, asOfMs: number): Promise<string> {
  return JSON.stringify((await store.query(basis, { as_of: clickHouseTime(asOfMs) }))[0]);
}
