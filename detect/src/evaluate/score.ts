import { sumOf } from '../features/histogram.ts';
import { byKind, type KindResult } from './kinds.ts';
import {
  type CampaignResult,
  type CandidateResult,
  type Counts,
  campaignResult,
  candidateResults,
} from './results.ts';
import { f1, median, type Share, shareOf } from './share.ts';

/** The figures of an evaluation. Shares are 0 to 1. */
export interface Evaluation {
  readonly candidates: readonly CandidateResult[];
  readonly campaigns: readonly CampaignResult[];
  /**
   * `precision`: true ones of all candidates. `recall`: found ones of all campaigns. `bounds`: the same with their
   * bounds.
   */
  readonly precision: number;
  readonly recall: number;
  readonly bounds: { readonly precision: Share; readonly recall: Share };
  readonly f1: number;
  /** Candidates that were opened at any time, whatever became of them. */
  readonly opened: number;
  /** Candidates among them that are withdrawn: later records removed the suspicion. */
  readonly takenBack: number;
  /** True candidates for each found campaign. */
  readonly candidatesPerCampaign: number;
  /** Candidates that are not true, for each million legitimate calls. */
  readonly falseCandidatesPerMillion: number;
  readonly medianMinutesToEvent: number | undefined;
  readonly medianCallsBefore: number | undefined;
  /** By leg: those in candidates, against those with the label of a campaign. */
  readonly legPrecision: number;
  readonly legRecall: number;
  readonly legF1: number;
  readonly kinds: readonly KindResult[];
  /** Retention drops the records of before it, ms since 1970; 0 = none. */
  readonly wholeSince: number;
  /** Labelled campaigns that began before it. Their records may be gone, so no figure counts them. */
  readonly dropped: readonly string[];
  /** Labels for which no leg is stored. Many of them mean that the labels are of other data. */
  readonly unmatchedLabels: number;
}

/** The figures of an evaluation from its counts. */
export function score(counts: Counts): Evaluation {
  const labelled = counts.labelled.filter(({ label }) => label !== '');
  const dropped = labelled.filter(({ first_ms }) => first_ms < counts.wholeSince).map(({ label }) => label);
  return {
    ...figures(without(counts, new Set(dropped))),
    dropped,
    wholeSince: counts.wholeSince,
    unmatchedLabels: counts.labels - sumOf(counts.labelled.map((row) => row.legs)),
  };
}

/** The counts without what belongs to these campaigns: neither they nor candidates that are mostly theirs are left. */
function without(counts: Counts, dropped: ReadonlySet<string>): Counts {
  if (dropped.size === 0) return counts;
  const theirs = new Set(
    candidateResults(counts)
      .filter(({ label }) => dropped.has(label))
      .map(({ campaign_id }) => campaign_id),
  );
  return {
    ...counts,
    candidates: counts.candidates.filter(({ campaign_id }) => !theirs.has(campaign_id)),
    standing: counts.standing.filter(({ campaign_id }) => !theirs.has(campaign_id)),
    labelled: counts.labelled.filter(({ label }) => !dropped.has(label)),
  };
}

function figures(counts: Counts): Omit<Evaluation, 'dropped' | 'wholeSince' | 'unmatchedLabels'> {
  const candidates = candidateResults(counts);
  const campaigns = counts.labelled
    .filter(({ label }) => label !== '')
    .map((traffic) => campaignResult(traffic, candidates, counts));
  const [right, found] = [candidates.filter((c) => c.isTrue), campaigns.filter((c) => c.found)];
  const bounds = {
    precision: shareOf(right.length, candidates.length),
    recall: shareOf(found.length, campaigns.length),
  };
  const [precision, recall] = [bounds.precision.value, bounds.recall.value];
  const suspected = sumOf(counts.candidates.map((row) => row.legs));
  const rightly = sumOf(counts.candidates.filter((row) => row.label !== '').map((row) => row.legs));
  const legPrecision = shareOf(rightly, suspected).value;
  const legRecall = shareOf(rightly, sumOf(campaigns.map((c) => c.legs))).value;
  const legitimate = sumOf(counts.labelled.filter(({ label }) => label === '').map(({ calls }) => calls));
  return {
    candidates,
    campaigns,
    precision,
    recall,
    bounds,
    f1: f1(precision, recall),
    opened: counts.opened.opened,
    takenBack: counts.opened.taken_back,
    candidatesPerCampaign: found.length === 0 ? 0 : sumOf(found.map((c) => c.candidates)) / found.length,
    falseCandidatesPerMillion:
      legitimate === 0 ? 0 : ((candidates.length - right.length) * 1_000_000) / legitimate,
    medianMinutesToEvent: median(found.flatMap((c) => c.minutesToEvent ?? [])),
    medianCallsBefore: median(found.flatMap((c) => c.callsBefore ?? [])),
    legPrecision,
    legRecall,
    legF1: f1(legPrecision, legRecall),
    kinds: byKind(campaigns),
  };
}
