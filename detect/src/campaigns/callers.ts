import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { isHolderSigned } from '../features/dismissed.ts';
import { keysOf } from '../features/name-keys.ts';
import { originSteps } from '../features/origin.ts';
import { inSteps } from '../sql/steps.ts';

/** The legs of a campaign's calls as cdr has them now. The hours of the campaign limit what is read. */
const legs = `
  SELECT m.call_key AS call_key, start_time, toString(carrier) AS carrier, call_id, calling_number,
    ifNull(toString(upstream), '') AS upstream, ifNull(toString(downstream), '') AS downstream,
    ifNull(toString(ingress_trunk), '') AS ingress_trunk, ifNull(toString(customer), '') AS customer,
    if(${isHolderSigned}, ifNull(toString(signer_ocn), ''), '') AS holder
  FROM cdr
  INNER JOIN (
    SELECT call_key, carrier, call_id, start_time FROM campaign_calls WHERE campaign_id = {campaign: String}
  ) AS m USING (carrier, call_id, start_time)
  WHERE start_time >= (SELECT min(first_seen) FROM campaigns_store WHERE campaign_id = {campaign: String}) - INTERVAL 1 HOUR
    AND start_time <= (SELECT max(last_seen) FROM campaigns_store WHERE campaign_id = {campaign: String}) + INTERVAL 1 HOUR`;

const column = (name: string, i: number) => `arrayMap(leg -> leg.${i}, legs) AS ${name}`;

/**
 * Who makes the calls of a campaign: its numbers, each with the customer or provider at which its calls provably start, and the
 * holder that signed them with A. '' = not proven, not named, not signed.
 */
export const campaignCallers = defineQuery<{ campaign: string }>()({
  name: 'callers of a campaign',
  row: z.object({
    calling_number: z.number(),
    origin_provider: z.string(),
    customer: z.string(),
    holder_ocn: z.string(),
    calls: z.number(),
  }),
  sql: `
SELECT calling_number, toString(origin_provider) AS origin_provider, if(origin_provider = '', '', place_customer) AS customer,
  holder AS holder_ocn, count() AS calls
FROM (${inSteps(
    `
  SELECT call_key, any(calling_number) AS calling_number, max(holder) AS holder,
    arraySort(groupArray((start_time, carrier, call_id, upstream, downstream, ingress_trunk, customer))) AS legs
  FROM (${legs})
  GROUP BY call_key`,
    [
      `
    ${['carriers', 'call_ids', 'upstreams', 'downstreams', 'ingress_trunks', 'customers'].map((name, i) => column(name, i + 2)).join(', ')}`,
      `
    ${keysOf('downstreams')} AS downstream_keys`,
      ...originSteps,
    ],
  )})
WHERE calling_number != 0
GROUP BY calling_number, origin_provider, customer, holder_ocn
ORDER BY calls DESC, calling_number, origin_provider, customer, holder_ocn`,
});
