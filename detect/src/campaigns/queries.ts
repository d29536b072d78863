import { defineQuery } from '@ringtrace/platform/clickhouse';
import { campaignStatuses, candidateStatuses, pathRoles } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { type Campaigns, campaignLists, ofCampaigns } from '../candidates/queries.ts';

/** The campaign that each segment was assigned to, and its legs: of which calls they are, and which build wrote them. */
export const segmentCampaigns = defineQuery()({
  name: 'campaigns of segments',
  row: z.object({
    segment_id: z.string(),
    campaign_id: z.string(),
    calls_build: z.number(),
    legs_build: z.number(),
  }),
  sql: "SELECT segment_id, campaign_id, calls_build, legs_build FROM campaign_segments_store FINAL WHERE campaign_id != ''",
});

const fromMs = (column: string) => `toUnixTimestamp64Milli(${column}) AS ${column}`;

/** Status and fingerprint of every campaign, as last written. */
export const campaignStates = defineQuery()({
  name: 'states of campaigns',
  row: z.object({ campaign_id: z.string(), status: z.enum(campaignStatuses), fingerprint: z.string() }),
  sql: 'SELECT campaign_id, status, fingerprint FROM campaigns_store FINAL',
});

/** Some campaigns as stored; times are ms since 1970. */
export const storedCampaigns = defineQuery<Campaigns>()({
  name: 'stored campaigns',
  lists: campaignLists,
  row: z.object({
    campaign_id: z.string(),
    revision: z.number(),
    status: z.enum(campaignStatuses),
    first_seen: z.number(),
    last_seen: z.number(),
    calls: z.number(),
    legs: z.number(),
    calling_numbers: z.number(),
    called_numbers: z.number(),
    carriers: z.array(z.string()),
    score: z.number(),
    signals: z.string(),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    entry_provider: z.string(),
    merged_from: z.array(z.string()),
    merged_into: z.string(),
    fingerprint: z.string(),
  }),
  sql: `SELECT * REPLACE (${fromMs('first_seen')}, ${fromMs('last_seen')}) FROM campaigns_store FINAL
    WHERE ${ofCampaigns}`,
});

/** The candidates of some campaigns as stored; times are ms since 1970. 0 stands for never. */
export const storedCandidates = defineQuery<Campaigns>()({
  name: 'stored candidates',
  lists: campaignLists,
  row: z.object({
    candidate_id: z.string(),
    campaign_id: z.string(),
    revision: z.number(),
    status: z.enum(candidateStatuses),
    opened_at: z.number(),
    pending_since: z.number(),
    event_time: z.number(),
    enough_at: z.number(),
    calling_number: z.number(),
    called_number: z.number(),
    call_time: z.number(),
    terminating_carrier: z.string(),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    entry_provider: z.string(),
    next_provider_to_ask: z.string(),
    path_providers: z.array(z.string()),
    path_roles: z.array(z.enum(pathRoles)),
    path_reported: z.array(z.boolean()),
    evidence: z.string(),
  }),
  sql: `SELECT * REPLACE (${['opened_at', 'pending_since', 'event_time', 'enough_at', 'call_time'].map(fromMs).join(', ')})
    FROM traceback_candidates_store FINAL WHERE ${ofCampaigns}`,
});
