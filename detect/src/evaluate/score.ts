import type { z } from 'zod';
import { byKind, type KindResult } from './kinds.ts';
import type { candidateLabel, labelledTraffic, minuteOfLabel, standingCandidate } from './queries.ts';
import { f1, median, type Share, shareOf, sum } from './share.ts';

/** A candidate is true when this share of its legs carries one label. */
const trueShare = 0.8;
/** A campaign is found when true candidates hold this share of its legs. */
const foundShare = 0.5;

interface CandidateResult {
  readonly campaign_id: string;
  /** The commonest label among its legs; '' = legitimate. */
  readonly label: string;
  readonly legs: number;
  /** Share of its legs with that label. */
  readonly purity: number;
  readonly score: number;
  readonly isTrue: boolean;
}

interface CampaignResult extends Omit<z.infer<typeof labelledTraffic>, 'label'> {
  readonly campaign: string;
  /** Share of its legs in any standing candidate, and legs in true ones. */
  readonly recall: number;
  readonly foundLegs: number;
  readonly found: boolean;
  /** True candidates that hold its legs. */
  readonly candidates: number;
  /** From its first call to the event_time of its first true candidate, minutes; and calls that had begun by then. */
  readonly minutesToEvent: number | undefined;
  readonly callsBefore: number | undefined;
}

export interface Evaluation {
  readonly candidates: readonly CandidateResult[];
  readonly campaigns: readonly CampaignResult[];
  /** Of candidates, true ones; of campaigns, found ones; and how sure that is. */
  readonly precision: number;
  readonly recall: number;
  readonly bounds: { readonly precision: Share; readonly recall: Share };
  readonly f1: number;
  /** True candidates for each found campaign. */
  readonly candidatesPerCampaign: number;
  readonly falseCandidatesPerMillion: number;
  readonly medianMinutesToEvent: number | undefined;
  readonly medianCallsBefore: number | undefined;
  /** By leg: suspected or not, against labelled or not. */
  readonly legPrecision: number;
  readonly legRecall: number;
  readonly legF1: number;
  readonly kinds: readonly KindResult[];
  /** Labels without a stored leg: a labels file of other data. */
  readonly unmatchedLabels: number;
}

export interface Counts {
  readonly candidates: readonly z.infer<typeof candidateLabel>[];
  readonly standing: readonly z.infer<typeof standingCandidate>[];
  readonly labelled: readonly z.infer<typeof labelledTraffic>[];
  readonly minutes: readonly z.infer<typeof minuteOfLabel>[];
  readonly labels: number;
}

/** The figures of an evaluation from its counts. */
export function score(counts: Counts): Evaluation {
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
  const suspected = sum(counts.candidates.map((row) => row.legs));
  const rightly = sum(counts.candidates.filter((row) => row.label !== '').map((row) => row.legs));
  const legPrecision = shareOf(rightly, suspected).value;
  const legRecall = shareOf(rightly, sum(campaigns.map((c) => c.legs))).value;
  const legitimate = sum(counts.labelled.filter(({ label }) => label === '').map(({ calls }) => calls));
  return {
    candidates,
    campaigns,
    precision,
    recall,
    bounds,
    f1: f1(precision, recall),
    candidatesPerCampaign: found.length === 0 ? 0 : sum(found.map((c) => c.candidates)) / found.length,
    falseCandidatesPerMillion:
      legitimate === 0 ? 0 : ((candidates.length - right.length) * 1_000_000) / legitimate,
    medianMinutesToEvent: median(found.flatMap((c) => c.minutesToEvent ?? [])),
    medianCallsBefore: median(found.flatMap((c) => c.callsBefore ?? [])),
    legPrecision,
    legRecall,
    legF1: f1(legPrecision, legRecall),
    kinds: byKind(campaigns),
    unmatchedLabels: counts.labels - sum(counts.labelled.map((row) => row.legs)),
  };
}

function candidateResults({ candidates, standing }: Counts): CandidateResult[] {
  const scores = new Map(standing.map((row) => [row.campaign_id, row.score]));
  return [...Map.groupBy(candidates, (row) => row.campaign_id)].map(([campaign_id, rows]) => {
    const legs = sum(rows.map((row) => row.legs));
    const top = rows.reduce((best, row) => (row.legs > best.legs ? row : best));
    const purity = top.legs / legs;
    return {
      campaign_id,
      label: top.label,
      legs,
      purity,
      score: scores.get(campaign_id) ?? 0,
      isTrue: top.label !== '' && purity >= trueShare,
    };
  });
}

function campaignResult(
  { label, ...traffic }: Counts['labelled'][number],
  candidates: readonly CandidateResult[],
  counts: Counts,
): CampaignResult {
  const own = candidates.filter((candidate) => candidate.isTrue && candidate.label === label);
  const ids = new Set(own.map((candidate) => candidate.campaign_id));
  const held = counts.candidates.filter((row) => row.label === label);
  const foundLegs = sum(held.filter((row) => ids.has(row.campaign_id)).map((row) => row.legs));
  const events = counts.standing.filter((row) => ids.has(row.campaign_id)).map((row) => row.event_ms);
  const event = events.length === 0 ? undefined : Math.min(...events);
  const begun = counts.minutes.filter((row) => row.label === label && row.minute_ms < (event ?? 0));
  return {
    ...traffic,
    campaign: label,
    recall: sum(held.map((row) => row.legs)) / traffic.legs,
    foundLegs,
    found: foundLegs / traffic.legs >= foundShare,
    candidates: own.length,
    minutesToEvent: event === undefined ? undefined : Math.round((event - traffic.first_ms) / 60_000),
    callsBefore: event === undefined ? undefined : sum(begun.map((row) => row.calls)),
  };
}
