import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { clamp, type Reading, ratio } from './signals/signal.ts';

/** What it tells that so many of the answered calls were hung up on at once, beside the hour's ordinary calls. */
export function hungUpOn(
  { short, answered }: { readonly short: number; readonly answered: number },
  baseline: Baseline,
): Reading {
  const value = ratio(short, answered);
  const usual = Math.max(thresholds.shortShare, baseline.shortShare);
  const sure = value - Math.sqrt((value * (1 - value)) / Math.max(1, answered));
  return {
    value,
    baseline: usual,
    contribution: clamp((sure - usual) / 0.12, 0, thresholds.hungUpLogOdds),
  };
}
