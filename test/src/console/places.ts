import type { Store } from '@ringtrace/platform/clickhouse';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** What pages about one thing need. */
export interface Things {
  readonly candidate_id: string;
  readonly case_id: string;
  readonly carrier: string;
}

const aLeg = defineQuery<{ carrier: string }>()({
  name: 'a leg of a carrier',
  row: z.object({ carrier: z.string(), call_id: z.string(), start: z.string(), calling: z.string() }),
  sql: `SELECT carrier, call_id, formatDateTime(start_time, '%Y-%m-%dT%H:%i:%S.%fZ', 'UTC') AS start, toString(calling_number) AS calling
    FROM cdr WHERE carrier = {carrier: String} ORDER BY start_time, call_id LIMIT 1`,
});

/** An address of every page. */
export async function places(store: Store, { candidate_id, case_id, carrier }: Things): Promise<string[]> {
  const [leg] = await store.query(aLeg, { carrier });
  if (leg === undefined) throw new Error(`${carrier} has reported nothing`);
  const at = new URLSearchParams({ at: leg.start });
  const around = new URLSearchParams({ calling: leg.calling, from: leg.start });
  return [
    '/',
    '/campaigns',
    `/campaigns/${candidate_id}`,
    '/cases',
    `/cases/${case_id}`,
    '/calls',
    `/calls?${around}`,
    `/calls/${encodeURIComponent(leg.carrier)}/${encodeURIComponent(leg.call_id)}?${at}`,
    '/providers',
    `/providers/${carrier}`,
    '/feeds',
    `/feeds/${carrier}`,
    '/report',
    '/audit',
    '/settings',
    '/query',
  ];
}
