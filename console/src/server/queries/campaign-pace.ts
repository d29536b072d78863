import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { type CampaignHours, campaignCalls, campaignSegments } from './campaign-legs.ts';

/** Calls of a campaign by the start of their first leg, in steps of so many seconds. Steps without calls have no row. */
export const callsByTime = defineQuery<CampaignHours & { readonly step: number }>()({
  name: 'calls of a campaign by time',
  row: z.object({ at: z.number().describe('start of the step, s since 1970'), calls: z.number() }),
  sql: `
SELECT intDiv(toUnixTimestamp(call_start), {step: UInt32}) * {step: UInt32} AS at, count() AS calls
FROM ${campaignCalls} GROUP BY at ORDER BY at`,
});

/**
 * What the judge counted for each segment of a campaign, and what was ordinary in its hour. Of a source this counts all calls of the
 * hour, ordinary ones among them.
 */
export const judgedSegments = defineQuery<CampaignHours>()({
  name: 'judged segments of a campaign',
  row: z.object({
    hour: z.number().describe('s since 1970'),
    kind: z.enum(['number', 'source']),
    /** Calls of the segment that belong to the campaign. */
    members: z.number(),
    calls: z.number(),
    short: z.number(),
    outcomes: z.tuple([z.array(z.number()), z.array(z.number())]),
    outcome: z.array(z.number()),
    answerRatio: z.number(),
    shortShare: z.number(),
  }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, kind, calls AS members,
  JSONExtractUInt(features, 'features', 'calls') AS calls, JSONExtractUInt(features, 'features', 'short') AS short,
  JSONExtract(features, 'features', 'outcomes', 'Tuple(Array(UInt8), Array(UInt64))') AS outcomes,
  JSONExtract(features, 'baseline', 'outcome', 'Array(Float64)') AS outcome,
  JSONExtractFloat(features, 'baseline', 'answerRatio') AS answerRatio,
  JSONExtractFloat(features, 'baseline', 'shortShare') AS shortShare
FROM ${campaignSegments} ORDER BY hour, segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});
export type JudgedSegment = z.infer<typeof judgedSegments.row>;
