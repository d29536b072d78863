import { minuteMs } from '@ringtrace/schemas/durations';
import type { CampaignRow, CandidateRow, CandidateStatus } from '@ringtrace/schemas/tables/campaigns';
import { candidateRow, withStatus } from '../candidates/candidate.ts';
import { traceOf } from '../candidates/example.ts';
import { highestScore } from '../candidates/highest-score.ts';
import { patternsOf } from '../candidates/patterns.ts';
import { campaignScore, campaignSignals, roundedPatterns } from '../candidates/rounded.ts';
import type { LinkableSegment } from '../linking/linkable-segment.ts';
import { judgeTogether } from '../segments/judge-together.ts';
import type { StoredCampaigns } from './campaign-store.ts';
import type { CampaignFacts } from './facts.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Identified } from './identity.ts';

/** Rows to write. A candidate is written only where it says something else than the stored one. */
export interface Written {
  readonly campaigns: readonly CampaignRow[];
  readonly candidates: readonly CandidateRow[];
}

/** End of the minute that holds a time, ms. */
const minuteEnd = (ms: number) => (Math.floor(ms / minuteMs) + 1) * minuteMs;

/**
 * The rows of a campaign that is new or has changed; none where none of its calls could be traced. `now` is ms since 1970.
 */
export function changedRows(
  campaign: Identified<LinkableSegment>,
  { totals, enoughAt = totals.last_seen, calls }: CampaignFacts,
  { campaigns, candidates }: StoredCampaigns,
  now: number,
): Written {
  const trace = traceOf(calls);
  if (trace === undefined) return { campaigns: [], candidates: [] };
  const stored = campaigns.get(campaign.campaign_id);
  const judgement = judgeTogether(campaign.segments);
  const patterns = roundedPatterns(patternsOf(campaign.segments));
  const highest_score = highestScore(campaign.segments, patterns);
  const row: CampaignRow = {
    ...totals,
    revision: (stored?.revision ?? 0) + 1,
    status: 'open',
    score: campaignScore(judgement, highest_score),
    signals: JSON.stringify(campaignSignals(judgement)),
    origin_provider: trace.origin_provider,
    claimed_origin: trace.claimed_origin,
    entry_provider: trace.entry_provider,
    merged_from: [...new Set([...(stored?.merged_from ?? []), ...campaign.merged_from])].sort(),
    merged_into: '',
    fingerprint: fingerprintOf(campaign.segments),
  };
  const times = { event_time: minuteEnd(enoughAt), enough_at: enoughAt, now };
  const absorbed = campaign.merged_from.flatMap((id) => candidates.get(id) ?? []);
  const candidate = candidateRow(
    { campaign: row, shown: { highest_score, patterns } },
    trace,
    times,
    candidates.get(campaign.campaign_id),
    absorbed,
  );
  return { campaigns: [row], candidates: candidate === undefined ? [] : [candidate] };
}

/** Statuses of a candidate that follow what becomes of its campaign. */
const following: readonly CandidateStatus[] = ['pending', 'open', 'closed'];

/**
 * The rows of open campaigns that no segment belongs to any more. A campaign whose segments went to another one is merged
 * into that one, and so is its candidate. Of all others the suspicion is gone: campaign and candidate are withdrawn.
 * What a person confirmed or dismissed stays. Nothing is deleted.
 */
export function goneRows(
  gone: readonly string[],
  current: readonly Pick<Identified<unknown>, 'campaign_id' | 'merged_from'>[],
  { campaigns, candidates }: StoredCampaigns,
): Written {
  const into = new Map(current.flatMap((c) => c.merged_from.map((id) => [id, c.campaign_id] as const)));
  const statusOf = (id: string) => (into.has(id) ? 'merged' : 'withdrawn');
  return {
    campaigns: gone
      .flatMap((id) => campaigns.get(id) ?? [])
      .map((row) => ({
        ...row,
        status: statusOf(row.campaign_id),
        merged_into: into.get(row.campaign_id) ?? '',
        revision: row.revision + 1,
      })),
    candidates: gone
      .flatMap((id) => candidates.get(id) ?? [])
      .filter(({ status }) => following.includes(status))
      .map((candidate) => withStatus(candidate, statusOf(candidate.campaign_id))),
  };
}
