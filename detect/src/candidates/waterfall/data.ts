import { z } from 'zod';
import type { Evidence } from '../../segments/signals/signal.ts';
import { thresholds } from '../../thresholds.ts';
import { campaignScore } from '../rounded.ts';
import { signalInWords } from '../signals-in-words.ts';
import { decide } from './decision.ts';
import { type Step, stepsOf } from './steps.ts';

/** How the evidence of a candidate adds up, for whoever draws it. Sums are log-odds. */
export const waterfallShape = z.object({
  /** The sum before any signal. */
  prior: z.number(),
  /** The sum that is needed. */
  needed: z.number(),
  sum: z.number(),
  /** 0 to 1. */
  score: z.number(),
  /** The highest score that the candidate could have, 0 to 1. */
  most: z.number(),
  /** What raises the sum, the largest first; then what lowers it, the largest first. */
  steps: z.array(
    z.object({
      name: z.string(),
      words: z.string(),
      side: z.enum(['caller', 'behavior', 'honest']),
      value: z.number(),
      baseline: z.number(),
      contribution: z.number(),
      from: z.number(),
      to: z.number(),
    }),
  ),
  /** Signals that were read and add nothing. */
  silent: z.array(z.string()),
  /** What the sum and the caller's side must reach. */
  checks: z.array(z.object({ isMet: z.boolean(), words: z.string() })),
});
export type WaterfallData = z.infer<typeof waterfallShape>;
export type WaterfallStep = WaterfallData['steps'][number];

/** By the signals of a candidate and the thresholds of this release. `highestScore`: as the candidate says. */
export function waterfallData(signals: readonly Evidence[], highestScore: number): WaterfallData {
  const { raising, lowering, silent, sum } = stepsOf(signals);
  const { needed, checks } = decide(signals, sum);
  return {
    prior: thresholds.priorLogOdds,
    needed,
    sum,
    score: campaignScore({ score: sum }, highestScore),
    most: highestScore,
    steps: [...raising, ...lowering].map(dataOf),
    silent: silent.map(({ name }) => name),
    checks: checks.map((check) => ({ ...check })),
  };
}

const dataOf = ({ signal, from, to }: Step): WaterfallStep => ({
  name: signal.name,
  words: signalInWords(signal),
  side: signal.side,
  value: signal.value,
  baseline: signal.baseline,
  contribution: signal.contribution,
  from,
  to,
});
