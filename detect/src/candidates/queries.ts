import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { type Hours, inHours } from '../segments/queries.ts';
import { startsWithin } from '../sql/start-time.ts';
import { type ListedLeg, legKeyColumns } from '../trace/leg-key.ts';

export type Campaigns = { readonly some_campaigns: readonly string[] };
export const campaignLists = { some_campaigns: values(text()) };
export const ofCampaigns = 'campaign_id IN (SELECT value FROM some_campaigns)';

/** Some campaigns, and hours that hold all of their calls. The hours let the engine read only that part. */
type CampaignsWithin = Campaigns & Hours;
const callsOfCampaigns = `campaign_calls WHERE ${ofCampaigns} AND ${inHours}`;

/**
 * Calls of a campaign that are traced. Those with the smallest hashes are taken, so that the order of arrival has no
 * influence.
 */
export const sampleCalls = 64;

/**
 * The legs of the calls of some campaigns that are traced, by campaign and call, and in order of start. `start_ms` is
 * ms since 1970.
 */
export const sampledCalls = defineQuery<CampaignsWithin>()({
  name: 'sampled calls of campaigns',
  lists: campaignLists,
  row: z.object({
    campaign_id: z.string(),
    call_key: z.string(),
    carrier: z.string(),
    start_ms: z.number(),
    call_id: z.string(),
  }),
  sql: `
SELECT c.campaign_id AS campaign_id, c.call_key AS call_key, c.carrier AS carrier,
  toUnixTimestamp64Milli(c.start_time) AS start_ms, c.call_id AS call_id
FROM (
  SELECT * FROM ${callsOfCampaigns}
  AND (campaign_id, call_key) IN (
    SELECT campaign_id, call_key FROM ${callsOfCampaigns}
    GROUP BY campaign_id, call_key ORDER BY campaign_id, call_key LIMIT ${sampleCalls} BY campaign_id
  )
) AS c
ORDER BY campaign_id, call_key, start_ms, carrier, call_id`,
});

/** A leg of a traced call; '' = unknown. `start_ms` is ms since 1970. */
const exampleRow = z.object({
  carrier: z.string(),
  call_id: z.string(),
  start_ms: z.number(),
  calling_number: z.number(),
  called_number: z.number(),
  upstream: z.string(),
  downstream: z.string(),
  customer: z.string(),
  ingress_trunk: z.string(),
  attestation: z.string(),
  ingress_country: z.string(),
  sip_code: z.number(),
  answered: z.boolean(),
  duration_ms: z.number(),
});
export type ExampleLeg = z.infer<typeof exampleRow>;

/** Some legs as they are stored now, all of which start from `first` to `last`, s since 1970. */
export const storedLegs = defineQuery<Hours & { readonly asked: readonly ListedLeg[] }>()({
  name: 'sample legs of campaigns',
  lists: { asked: rows(legKeyColumns) },
  row: exampleRow,
  sql: `
SELECT l.carrier AS carrier, l.call_id AS call_id,
  toUnixTimestamp64Milli(l.start_time) AS start_ms, l.calling_number AS calling_number,
  l.called_number AS called_number, ifNull(l.upstream, '') AS upstream, ifNull(l.downstream, '') AS downstream,
  ifNull(l.customer, '') AS customer, ifNull(l.ingress_trunk, '') AS ingress_trunk,
  ifNull(l.attestation, '') AS attestation, ifNull(l.ingress_country, '') AS ingress_country, l.sip_code AS sip_code,
  toBool(l.answer_time IS NOT NULL) AS answered, ifNull(dateDiff('millisecond', l.answer_time, l.end_time), 0) AS duration_ms
FROM (
  SELECT * FROM cdr
  WHERE ${startsWithin('{first: Int64}', '{last: Int64} + 1')}
    AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM asked)
) AS l`,
});
