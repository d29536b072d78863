import type { Leg } from '@ringtrace/detect/trace/leg';
import type { Store } from '@ringtrace/platform/clickhouse';

const noOrigid = '00000000-0000-0000-0000-000000000000';
const time = (ms: number) => new Date(ms).toISOString();

/**
 * Stores legs as CDRs of their carriers, with the columns that tracing reads. Of two records of a leg, the one with the
 * higher `ver` counts.
 */
export async function storeLegs(store: Store, legs: readonly Leg[], ver = 0): Promise<void> {
  await store.client.insert({
    table: 'cdr_store',
    format: 'JSONEachRow',
    clickhouse_settings: { date_time_input_format: 'best_effort', optimize_on_insert: 0 },
    values: legs.map((leg) => {
      const end = leg.start_ms + leg.hold_ms;
      return {
        carrier: leg.carrier,
        start_time: time(leg.start_ms),
        call_id: leg.call_id,
        ver,
        answer_time: leg.talk_ms === null ? null : time(end - leg.talk_ms),
        end_time: time(end),
        calling_number: leg.calling_number,
        called_number: leg.called_number,
        upstream: leg.upstream,
        downstream: leg.downstream,
        ingress_country: leg.ingress_country,
        customer: leg.customer,
        sip_code: leg.sip_code,
        origid: leg.origid || noOrigid,
      };
    }),
  });
}
