import { lastBin } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import { firstHeardBin, histogramOf, messageMode } from './excess.ts';
import { hungUpOn, leastAnswered } from './hung-up.ts';

type Counted = {
  readonly outcomes: readonly [readonly number[], readonly number[]];
  readonly short: number;
  readonly answered: number;
};

/** The nearest and the furthest bin of 2 s beside the commonest length to look at, from its bin on: beyond a message's voicemail. */
const [nearest, furthest] = [5, 7];

/** Whether one count is surely more than another one so many times: by three standard errors, for the commonest length is the highest of many. */
const isSurelyMore = (seen: number, times: number, beside: number) =>
  seen - times * beside >= 3 * Math.sqrt(seen + times ** 2 * beside);

/** Whether the commonest length is so short that the lengths well below it are hang-ups. */
const isShort = (mode: number) => mode - furthest < firstHeardBin;

/**
 * How calls go on around a short commonest length. Hang-ups tell nothing, and fall from one length to the next: people refuse a survey after 5 s
 * or after 15 s. So at the end of a recording the calls must rise again, and hardly anybody stays a little longer, while people's talks fall
 * slowly. The two commonest bins that are neighbors are compared with the two before them, and with the two after.
 */
function shortEnd(histogram: readonly number[], mode: number) {
  const calls = (from: number, to = from + 2) =>
    histogram.slice(from, to).reduce((sum, seen) => sum + seen, 0);
  const first = calls(mode - 1) > calls(mode) ? mode - 1 : mode;
  const ending = calls(first);
  return {
    isSudden:
      first >= firstHeardBin &&
      isSurelyMore(ending, 1, calls(first - 2)) &&
      isSurelyMore(ending, thresholds.endRatio, calls(first + 2)),
    isMostStaying: isSurelyMore(ending, 1, calls(first + 2, histogram.length)),
  };
}

/** Whether the commonest length stands out from the lengths on both sides of it. Where it is short, the lengths below it are hang-ups. */
function standsOut(histogram: readonly number[], mode: number): boolean {
  if (isShort(mode)) {
    const { isSudden, isMostStaying } = shortEnd(histogram, mode);
    return isSudden && isMostStaying;
  }
  const calls = (from: number, to: number) =>
    histogram.slice(from, Math.min(to + 1, lastBin)).reduce((sum, seen) => sum + seen, 0);
  const peak = calls(mode - 1, mode + 1);
  const beside = Math.max(calls(mode - furthest, mode - nearest), calls(mode + nearest, mode + furthest));
  return isSurelyMore(peak, thresholds.peakRatio, beside);
}

/**
 * Whether the calls play one recording: people talk for as long as they like. All calls are counted, not the excess alone: what is left of
 * conversations once the ordinary ones are subtracted may look like one length. Any of three is enough:
 * - So many calls end within six seconds as people's talks never do. Where few calls were heard, some of people's talks end alike by chance: then
 *   the share must surely be more than theirs, by two standard errors. Of a short length, that holds of refusals as well: it must end suddenly, too.
 * - Fewer do, but talks that are some ten seconds shorter or longer are surely not half as frequent. Answering machines hear a message
 *   for longer than people, and who hangs up in the middle hears less of it: that is why a recording has not one length alone. Of a
 *   short recording, talks that are four seconds longer are surely not a third as frequent.
 */
export function isRecording({ outcomes }: Pick<Counted, 'outcomes'>): boolean {
  const histogram = histogramOf(...outcomes);
  const { bin, heard, share } = messageMode(histogram);
  if (heard < leastAnswered || share < thresholds.peakShare) return false;
  if (standsOut(histogram, bin)) return true;
  return (
    share >= thresholds.recordingShare &&
    (!isShort(bin) || shortEnd(histogram, bin).isSudden) &&
    share - 2 * Math.sqrt((share * (1 - share)) / heard) >= thresholds.talksShare
  );
}

/**
 * Whether called parties hang up on one recording. Hardly any honest caller's do: notices that were asked for are heard to the end. All
 * calls are counted here too: where all of them play it, none is a conversation to be subtracted.
 */
export function isRejectedRecording(counted: Counted, baseline: Baseline): boolean {
  const hungUp = hungUpOn(counted, baseline);
  return hungUp !== undefined && hungUp.contribution >= thresholds.rejectedLogOdds && isRecording(counted);
}
