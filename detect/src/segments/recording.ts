import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { histogramOf, messageMode } from './excess.ts';
import { hungUpOn, leastAnswered } from './hung-up.ts';

type Counted = {
  readonly outcomes: readonly [readonly number[], readonly number[]];
  readonly short: number;
  readonly answered: number;
};

/**
 * Whether the calls play one recording: people talk for as long as they like. All calls are counted, not the excess alone: what is left of
 * conversations once the ordinary ones are subtracted may look like one length. Where few calls were heard, some of people's talks end alike
 * by chance: then the share must surely be more than theirs, by two standard errors.
 */
export function isRecording({ outcomes }: Pick<Counted, 'outcomes'>): boolean {
  const { heard, share } = messageMode(histogramOf(...outcomes));
  if (heard < leastAnswered || share < thresholds.recordingShare) return false;
  return share - 2 * Math.sqrt((share * (1 - share)) / heard) >= thresholds.talksShare;
}

/**
 * Whether called parties hang up on one recording. Hardly any honest caller's do: notices that were asked for are heard to the end. All
 * calls are counted here too: where all of them play it, none is a conversation to be subtracted.
 */
export function isRejectedRecording(counted: Counted, baseline: Baseline): boolean {
  const hungUp = hungUpOn(counted, baseline);
  return hungUp !== undefined && hungUp.contribution >= thresholds.rejectedLogOdds && isRecording(counted);
}
