import { talkS } from '@ringtrace/detect/sql/duration';
import { thresholds } from '@ringtrace/detect/thresholds';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { attestations } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';
import { type CampaignHours, campaignRecords } from './campaign-legs.ts';

/** Answered durations are counted by the second up to here; what lasts longer is counted here. */
export const longestS = 120;

/** What the records say of the caller of a call, the plainest first. */
export const callerFacts = ['listed', 'invalid', 'unassigned', 'neighbor', 'plain'] as const;

/**
 * How the calls of a campaign ended, and who vouched for them. A call is answered where any of its legs is, lasted as long as its
 * longest leg, and has its best attestation: as the judge counts them. Its signer is whoever signed that best attestation, and nobody
 * else that a leg names.
 */
export const outcomesOfCalls = defineQuery<CampaignHours>()({
  name: 'outcomes of the calls of a campaign',
  row: z.object({
    calls: z.number().describe('calls with a record in the store'),
    answered: z.number(),
    short: z.number(),
    seconds: z.tuple([z.array(z.number()), z.array(z.number())]),
    attested: z.tuple([
      z.array(z.object({ signer: z.string(), attestation: z.enum(attestations), failed: z.boolean() })),
      z.array(z.number()),
    ]),
    callers: z.tuple([z.array(z.enum(callerFacts)), z.array(z.number())]),
  }),
  sql: `
SELECT count() AS calls, countIf(was_answered) AS answered, countIf(was_answered AND talk_s <= ${thresholds.shortCallS}) AS short,
  sumMapIf([toUInt16(least(talk_s, ${longestS}))], [toUInt64(1)], was_answered) AS seconds,
  sumMap([tuple(signer, attestation, failed)], [toUInt64(1)]) AS attested,
  sumMap([caller], [toUInt64(1)]) AS callers
FROM (
  SELECT call_key, toBool(max(has_answer)) AS was_answered, max(leg_s) AS talk_s, min((letter, signed_by = '', signed_by)) AS best, best.3 AS signer,
    if(best.1 = 'Z', '', best.1) AS attestation, toBool(max(has_failed)) AS failed,
    multiIf(max(dno), 'listed', NOT min(valid), 'invalid', max(unheld), 'unassigned', max(near), 'neighbor', 'plain') AS caller
  FROM ${campaignRecords(`answer_time IS NOT NULL AS has_answer, ${talkS} AS leg_s,
      ifNull(toString(signer), ifNull(toString(signer_ocn), '')) AS signed_by, if(ifNull(attestation, '') = '', 'Z', toString(attestation)) AS letter,
      verstat = 'failed' AS has_failed, dno, calling_valid AS valid, ifNull(calling_assigned, '') = 'unassigned' AS unheld,
      neighbor_spoof AS near`)}
  GROUP BY call_key
)
SETTINGS enable_named_columns_in_function_tuple = 1`,
});
