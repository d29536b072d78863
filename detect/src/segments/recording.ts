import type { Histogram } from '../features/histogram.ts';
import { lastBin } from '../features/outcome.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { firstHeardBin, histogramOf, messageMode } from './excess.ts';
import { hungUpOn, leastAnswered } from './hung-up.ts';
import { withoutRounded } from './rounded-lengths.ts';

/** What the calls of a segment show of how long they last. */
interface Lengths {
  readonly outcomes: Histogram;
  /** Answered calls by the second; none where the calls were not looked at. */
  readonly seconds?: Histogram;
}
/** The same, and how many of the answered calls were hung up on at once. */
interface Counted extends Lengths {
  readonly short: number;
  readonly answered: number;
}

/** The nearest and the furthest bin of 2 s beside the commonest length to look at, from its bin on: beyond a message's voicemail. */
const [nearest, furthest] = [5, 7];

/**
 * Whether one count is surely so many times another: by three standard errors, as the commonest length is the highest of many.
 */
const isSurelyMore = (seen: number, times: number, beside: number, errors = 3) =>
  seen - times * beside >= errors * Math.sqrt(seen + times ** 2 * beside);

/** Whether the commonest length is so short that the lengths well below it are hang-ups. */
const isShort = (mode: number) => mode - furthest < firstHeardBin;

/** Calls of the two commonest bins that are neighbors, of the two before them, of the two after, and of all after. */
function aroundShort(histogram: readonly number[], mode: number) {
  const calls = (from: number, to = from + 2) =>
    histogram.slice(from, to).reduce((sum, seen) => sum + seen, 0);
  const first = calls(mode - 1) > calls(mode) ? mode - 1 : mode;
  return {
    first,
    ending: calls(first),
    before: calls(first - 2),
    after: calls(first + 2),
    longer: calls(first + 2, histogram.length),
  };
}

/**
 * Whether calls rise to a short commonest length. Most people refuse a survey within some ten seconds: their calls end within
 * six seconds of each other too, but fall from one length to the next.
 */
function rises(histogram: readonly number[], mode: number): boolean {
  const { ending, before } = aroundShort(histogram, mode);
  return isSurelyMore(ending, 1, before, 2);
}

/**
 * Whether a short commonest length stands out: the lengths well below it are hang-ups, which tell nothing. Hang-ups fall from one length to the
 * next, so the calls must rise again. Of those who hear it to its end, most hang up there, and hardly anybody a little later, while people's talks
 * fall slowly.
 */
function endsAtOnce(histogram: readonly number[], mode: number): boolean {
  const { first, ending, before, after, longer } = aroundShort(histogram, mode);
  return (
    first >= firstHeardBin &&
    isSurelyMore(ending, 1, before) &&
    isSurelyMore(ending, thresholds.endRatio, after) &&
    isSurelyMore(ending, 1, longer)
  );
}

/** Whether the commonest length stands out from the lengths on both sides of it. Where it is short, the lengths below it are hang-ups. */
function standsOut(histogram: readonly number[], mode: number): boolean {
  if (isShort(mode)) return endsAtOnce(histogram, mode);
  const calls = (from: number, to: number) =>
    histogram.slice(from, Math.min(to + 1, lastBin)).reduce((sum, seen) => sum + seen, 0);
  const peak = calls(mode - 1, mode + 1);
  const beside = Math.max(calls(mode - furthest, mode - nearest), calls(mode + nearest, mode + furthest));
  return isSurelyMore(peak, thresholds.peakRatio, beside);
}

/**
 * Whether the calls play one recording: people talk for as long as they like. All calls are counted, for what is left of
 * conversations in the excess may look like one length. Either is enough:
 * - So many calls end within six seconds as people's talks surely never do. To a short length they must rise, as refusals
 *   do not.
 * - Fewer do, but they stand out from the lengths around. Answering machines hear a message for longer than people, and some
 *   hang up in its middle: so a recording has not one length alone.
 */
export function isRecording({ outcomes, seconds = [[], []] }: Lengths): boolean {
  const histogram = withoutRounded(histogramOf(...outcomes), seconds);
  const { bin, heard, share } = messageMode(histogram);
  if (heard < leastAnswered || share < thresholds.peakShare) return false;
  if (standsOut(histogram, bin)) return true;
  return (
    share >= thresholds.recordingShare &&
    (!isShort(bin) || rises(histogram, bin)) &&
    share - 2 * Math.sqrt((share * (1 - share)) / heard) >= thresholds.talksShare
  );
}

/** Whether called parties hang up at once on so many of the calls that they reject them. All calls are counted, as by `isRejectedRecording`. */
export function areRejected(counted: Counted, baseline: Baseline): boolean {
  const hungUp = hungUpOn(counted, baseline);
  return hungUp !== undefined && hungUp.contribution >= thresholds.rejectedLogOdds;
}

/**
 * Whether called parties hang up on one recording. Hardly any honest caller's do: notices that were asked for are heard to the end. All
 * calls are counted here too: where all of them play it, none is a conversation to be subtracted.
 */
export const isRejectedRecording = (counted: Counted, baseline: Baseline) =>
  areRejected(counted, baseline) && isRecording(counted);
