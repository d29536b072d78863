import type { z } from 'zod';
import { byKind, type KindResult } from './kinds.ts';
import type {
  candidateLabel,
  labelledTraffic,
  minuteOfLabel,
  openedCandidates,
  standingCandidate,
} from './queries.ts';
import { f1, median, type Share, shareOf, sum } from './share.ts';

/** A candidate is true where this share of its legs has the label of one campaign. */
const trueShare = 0.8;
/** A campaign is found where true candidates hold this share of its legs. */
const foundShare = 0.5;

export interface CandidateResult {
  readonly campaign_id: string;
  /** The commonest label among its legs; '' = legitimate. */
  readonly label: string;
  readonly legs: number;
  /** Share of its legs with that label. */
  readonly purity: number;
  readonly score: number;
  readonly isTrue: boolean;
}

export interface CampaignResult extends Omit<z.infer<typeof labelledTraffic>, 'label'> {
  readonly campaign: string;
  /** Share of its legs that are in any standing candidate. */
  readonly recall: number;
  /** Legs that are in true candidates of this campaign. */
  readonly foundLegs: number;
  readonly found: boolean;
  /** True candidates that hold its legs. */
  readonly candidates: number;
  /** Minutes from its first call to the event time of its first true candidate. */
  readonly minutesToEvent: number | undefined;
  /** Calls that had begun by that event time. */
  readonly callsBefore: number | undefined;
}

export interface Evaluation {
  readonly candidates: readonly CandidateResult[];
  readonly campaigns: readonly CampaignResult[];
  /** `precision`: true ones of all candidates. `recall`: found ones of all campaigns. `bounds`: the same with their bounds. */
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
  /** Labels for which no leg is stored. Many of them mean that the labels are of other data. */
  readonly unmatchedLabels: number;
}

/** What was counted in the store. */
export interface Counts {
  readonly candidates: readonly z.infer<typeof candidateLabel>[];
  readonly standing: readonly z.infer<typeof standingCandidate>[];
  readonly opened: z.infer<typeof openedCandidates>;
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
    opened: counts.opened.opened,
    takenBack: counts.opened.taken_back,
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
  const event = earliest(counts.standing.filter((row) => ids.has(row.campaign_id)));
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

/** The first event time, ms; undefined of none. A loop, since a call takes only so many arguments. */
const earliest = (standing: Counts['standing']): number | undefined =>
  standing.reduce<number | undefined>(
    (first, { event_ms }) => (first === undefined ? event_ms : Math.min(first, event_ms)),
    undefined,
  );
