import type { Judgement } from '../segments/judgement.ts';
import type { Evidence } from '../segments/signals/signal.ts';
import { thresholds } from '../thresholds.ts';
import type { CandidateEvidence } from './evidence.ts';
import type { Patterns } from './patterns.ts';

/** Three digits are enough for a reader, and keep small changes from making a new revision. */
export const round = (value: number) => Math.round(value * 1_000) / 1_000;

/** The signals of a campaign, the one with the largest contribution first. */
export function campaignSignals({ evidence }: Pick<Judgement, 'evidence'>): Evidence[] {
  return evidence
    .map((e) => ({
      ...e,
      value: round(e.value),
      baseline: round(e.baseline),
      contribution: round(e.contribution),
    }))
    .sort((a, b) => b.contribution - a.contribution || (a.name < b.name ? -1 : 1));
}

/** The score of a campaign, 0 to 1, from the log-odds. `highest`: never more than this (`highestScore`). */
export const campaignScore = (
  { score }: Pick<Judgement, 'score'>,
  highest: number = thresholds.surest,
): number => round(highest / (1 + Math.exp(-score)));

/** Patterns as a candidate keeps them. */
export const roundedPatterns = ({ messages, numbers, unlike }: Patterns): CandidateEvidence['patterns'] => ({
  messages: messages.map((message) => ({ ...message, share: round(message.share) })),
  numbers: numbers.map((pattern) => ({ ...pattern, share: round(pattern.share) })),
  unlike: unlike.map(({ by, parts }) => ({
    by,
    parts: parts.map(({ share, answered, short }) => ({
      share: round(share),
      answered: round(answered),
      short: round(short),
    })),
  })),
});
