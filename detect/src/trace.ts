import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type CallPath, pathOf } from './trace/path.ts';

export interface TraceRequest {
  /** E.164 digits; 0 = withheld. */
  readonly calling: number;
  readonly called: number;
  /** ms since 1970, UTC. */
  readonly time: number;
  /** Legs that start this much before or after `time` belong to the call: hops, clock offsets; default 10 s. */
  readonly windowS?: number;
}

const legRow = z.object({
  carrier: z.string(),
  call_id: z.string(),
  start_ms: z.number(),
  upstream: z.string(),
  downstream: z.string(),
  ingress_trunk: z.string(),
  customer: z.string(),
  attestation: z.string(),
  ingress_country: z.string(),
  sip_code: z.number(),
  /** null = not answered. */
  duration_ms: z.number().nullable(),
});
export type TracedLeg = z.infer<typeof legRow>;

/** First by called number in the store as it lies, then at their highest revision by exact keys: a FINAL over the whole window costs ten times as much. */
const legsOfCall = defineQuery<{ calling: number; called: number; from: number; to: number }>()({
  name: 'legs of a call',
  row: legRow,
  sql: `
SELECT carrier, call_id, toUnixTimestamp64Milli(start_time) AS start_ms, ifNull(upstream, '') AS upstream,
  ifNull(downstream, '') AS downstream, ifNull(ingress_trunk, '') AS ingress_trunk, ifNull(customer, '') AS customer,
  ifNull(attestation, '') AS attestation, ifNull(ingress_country, '') AS ingress_country, sip_code,
  dateDiff('millisecond', answer_time, end_time) AS duration_ms
FROM cdr
WHERE (carrier, start_time, call_id) IN (
  SELECT carrier, start_time, call_id FROM cdr_store
  WHERE called_number = {called: UInt64} AND calling_number = {calling: UInt64}
    AND start_time BETWEEN fromUnixTimestamp64Milli({from: Int64}) AND fromUnixTimestamp64Milli({to: Int64})
) AND called_number = {called: UInt64} AND calling_number = {calling: UInt64}
ORDER BY start_ms, carrier, call_id`,
});

export interface CallTrace {
  readonly legs: readonly TracedLeg[];
  /** undefined where no carrier reported the call. */
  readonly path: CallPath | undefined;
}

/** The way of one call through the network, as far as the carriers that report saw it. */
export async function traceCall(store: Store, request: TraceRequest): Promise<CallTrace> {
  const { calling, called, time, windowS = 10 } = request;
  const legs = await store.query(legsOfCall, {
    calling,
    called,
    from: time - windowS * 1000,
    to: time + windowS * 1000,
  });
  return { legs, path: legs.length === 0 ? undefined : pathOf(legs) };
}
