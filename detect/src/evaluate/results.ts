import { minuteMs } from '@ringtrace/schemas/durations';
import type { z } from 'zod';
import { sumOf } from '../features/histogram.ts';
import type {
  candidateLabel,
  labelledTraffic,
  minuteOfLabel,
  openedCandidates,
  standingCandidate,
} from './queries.ts';

/** What was counted in the store. */
export interface Counts {
  readonly candidates: readonly z.infer<typeof candidateLabel>[];
  readonly standing: readonly z.infer<typeof standingCandidate>[];
  readonly opened: z.infer<typeof openedCandidates>;
  readonly labelled: readonly z.infer<typeof labelledTraffic>[];
  readonly minutes: readonly z.infer<typeof minuteOfLabel>[];
  readonly labels: number;
  /** Retention drops the records of before it, ms since 1970; 0 = none. */
  readonly wholeSince: number;
}

/** A candidate is true where this share of its legs has the label of one campaign. */
const trueShare = 0.8;
/** A campaign is found where true candidates hold this share of its legs. */
const foundShare = 0.5;

/** What a standing candidate holds. */
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

/** A labelled campaign, and how far it was found. */
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

/** Each standing candidate, by the labels of its legs. */
export function candidateResults({ candidates, standing }: Counts): CandidateResult[] {
  const scores = new Map(standing.map((row) => [row.campaign_id, row.score]));
  return [...Map.groupBy(candidates, (row) => row.campaign_id)].map(([campaign_id, rows]) => {
    const legs = sumOf(rows.map((row) => row.legs));
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

/** One labelled campaign, held against all candidates. */
export function campaignResult(
  { label, ...traffic }: Counts['labelled'][number],
  candidates: readonly CandidateResult[],
  counts: Counts,
): CampaignResult {
  const own = candidates.filter((candidate) => candidate.isTrue && candidate.label === label);
  const ids = new Set(own.map((candidate) => candidate.campaign_id));
  const held = counts.candidates.filter((row) => row.label === label);
  const foundLegs = sumOf(held.filter((row) => ids.has(row.campaign_id)).map((row) => row.legs));
  const event = earliest(counts.standing.filter((row) => ids.has(row.campaign_id)));
  const begun = counts.minutes.filter((row) => row.label === label && row.minute_ms < (event ?? 0));
  return {
    ...traffic,
    campaign: label,
    recall: sumOf(held.map((row) => row.legs)) / traffic.legs,
    foundLegs,
    found: foundLegs / traffic.legs >= foundShare,
    candidates: own.length,
    minutesToEvent: event === undefined ? undefined : Math.round((event - traffic.first_ms) / minuteMs),
    callsBefore: event === undefined ? undefined : sumOf(begun.map((row) => row.calls)),
  };
}

/** The first event time, ms; undefined of none. A loop, since a call takes only so many arguments. */
const earliest = (standing: Counts['standing']): number | undefined =>
  standing.reduce<number | undefined>(
    (first, { event_ms }) => (first === undefined ? event_ms : Math.min(first, event_ms)),
    undefined,
  );
