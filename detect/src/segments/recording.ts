import { lastBin } from '../features/outcome.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { firstHeardBin, histogramOf, messageMode } from './excess.ts';
import { hungUpOn, leastAnswered } from './hung-up.ts';
import { withoutRounded } from './rounded-lengths.ts';

type Counted = {
  readonly outcomes: readonly [readonly number[], readonly number[]];
  /** Answered calls by the second; none where the calls were not looked at. */
  readonly seconds?: readonly [readonly number[], readonly number[]];
  readonly short: number;
  readonly answered: number;
};

/** The nearest and the furthest bin of 2 s beside the commonest length to look at, from its bin on: beyond a message's voicemail. */
const [nearest, furthest] = [5, 7];

/**
 * Whether one count is surely more than another one so many times: by three standard errors, for the commonest length is the highest of many,
 * unless others are given.
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
 * Whether calls rise to a short commonest length. Hang-ups and refusals fall from one length to the next: most people refuse a survey within
 * some ten seconds, so nearly all calls that are heard may end within six seconds of each other, right after the hang-ups.
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
 * Whether the calls play one recording: people talk for as long as they like. Calls whose length was rounded tell nothing. All calls are counted, not the excess alone: what is left of
 * conversations once the ordinary ones are subtracted may look like one length. Any of three is enough:
 * - So many calls end within six seconds as people's talks never do. Where few calls were heard, some of people's talks end alike by chance: then
 *   the share must surely be more than theirs, by two standard errors. Of a short length, that holds of refusals as well: calls must rise to it, too.
 * - Fewer do, but talks that are some ten seconds shorter or longer are surely not half as frequent. Answering machines hear a message
 *   for longer than people, and who hangs up in the middle hears less of it: that is why a recording has not one length alone. Of a
 *   short recording, talks that are four seconds longer are surely not a third as frequent.
 */
export function isRecording({
  outcomes,
  seconds = [[], []],
}: Pick<Counted, 'outcomes' | 'seconds'>): boolean {
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

/** Whether called parties hang up at once on so many of the calls that they reject them. All calls are counted: see below. */
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
