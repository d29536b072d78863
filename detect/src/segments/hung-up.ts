import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { clamp, type Reading, ratio } from './signals/signal.ts';

/** Too few answered calls say nothing about how they end. */
export const leastAnswered = 10;

/** The share of answered calls hung up on at once that counts as usual in an hour. */
export const usualShortShare = ({ shortShare }: Baseline) => Math.max(thresholds.shortShare, shortShare);

/**
 * What it tells that so many of the answered calls were hung up on at once, beside the hour's ordinary calls;
 * undefined where they are too few to tell.
 */
export function hungUpOn(
  { short, answered }: { readonly short: number; readonly answered: number },
  baseline: Baseline,
): Reading | undefined {
  if (answered < leastAnswered) return undefined;
  const value = ratio(short, answered);
  const usual = usualShortShare(baseline);
  const sure = value - Math.sqrt((value * (1 - value)) / answered);
  return {
    value,
    baseline: usual,
    contribution: clamp((sure - usual) / 0.12, 0, thresholds.hungUpLogOdds),
  };
}
