import { minuteS } from '@ringtrace/schemas/durations';
import { sampleOf } from '../features/number-sample.ts';
import { binOf, binS, longestS } from '../features/outcome.ts';
import type { Judged } from '../segments/judged-segment.ts';
import { isRoundedToMinute } from '../segments/rounded-lengths.ts';
import { areUnansweredMissing } from '../segments/unanswered-told.ts';
import { thresholds } from '../thresholds.ts';

/**
 * What the suspicious calls of a segment, or of several segments, are like. Counts are numbers of calls and may be
 * fractions, because ordinary calls are subtracted as an expected share.
 */
export interface Behavior {
  readonly calls: number;
  readonly answered: number;
  /** Calls of segments of which the feeds tell only answered calls, and the answered ones of these. How many were not answered is not known of them. */
  readonly untoldCalls: number;
  readonly untoldAnswered: number;
  /** All calls, the ordinary ones too, and those that show a number which another call of the hour shows as well. */
  readonly shownCalls: number;
  readonly repeatedCalls: number;
  /** Calls given up by the caller within `thresholds.oneRingS`. */
  readonly rung: number;
  /** Answered calls hung up within `thresholds.shortCallS`. */
  readonly short: number;
  /**
   * Answered calls that were heard for longer. The index is the duration in whole seconds from 0 on. Calls of `longestS` and more
   * are conversations and are left out.
   */
  readonly seconds: readonly number[];
  /** Answered calls that were heard for longer, the ordinary ones too: what is left after these are subtracted is as uncertain as all of them. */
  readonly heard: number;
  /** Calls by country code and area code of the called number. */
  readonly areas: ReadonlyMap<number, number>;
  /** A sample of the calling numbers: the `callerSample` smallest hashes, rising. */
  readonly callers: readonly number[];
  /** The same of the exchanges that the calling numbers are from. */
  readonly exchanges: readonly number[];
  /** Calling numbers of which it was looked up whether customers of other providers use them too, and those that these do. */
  readonly sampledNumbers: number;
  readonly elsewhereNumbers: number;
}

/** The behavior of a segment: its calls, less those that the hour's ordinary calling explains. */
export const behaviorOf = (judged: Judged): Behavior => new SegmentBehavior(judged);

/** Calls by second and by area are made when they are asked for: most segments are weak, and never compared by them. */
class SegmentBehavior implements Behavior {
  readonly calls: number;
  readonly answered: number;
  readonly untoldCalls: number;
  readonly untoldAnswered: number;
  readonly shownCalls: number;
  readonly repeatedCalls: number;
  readonly rung: number;
  readonly short: number;
  readonly callers: readonly number[];
  readonly exchanges: readonly number[];
  readonly sampledNumbers: number;
  readonly elsewhereNumbers: number;
  readonly #judged: Judged;
  #seconds: readonly number[] | undefined;
  #areas: ReadonlyMap<number, number> | undefined;

  constructor(judged: Judged) {
    const { excess, features } = judged;
    this.calls = excess.calls;
    this.answered = excess.answered;
    const isTold = !areUnansweredMissing(features);
    this.untoldCalls = isTold ? 0 : excess.calls;
    this.untoldAnswered = isTold ? 0 : excess.answered;
    this.shownCalls = features.calls;
    this.repeatedCalls = Math.max(0, features.calls - features.calling_numbers);
    this.rung = features.one_ring;
    this.short = excess.short;
    this.callers = features.callers;
    this.exchanges = features.blocks;
    this.sampledNumbers = features.sampled_numbers;
    this.elsewhereNumbers = features.elsewhere_numbers;
    this.#judged = judged;
  }

  get seconds(): readonly number[] {
    this.#seconds ??= secondsBeyond(this.#judged);
    return this.#seconds;
  }

  get heard(): number {
    const [seconds, calls] = this.#judged.features.seconds;
    return calls.reduce((sum, n, i) => (isHeard(seconds[i] ?? 0) ? sum + n : sum), 0);
  }

  get areas(): ReadonlyMap<number, number> {
    const [areas, calls] = this.#judged.features.areas;
    this.#areas ??= new Map(areas.map((area, i) => [area, calls[i] ?? 0]));
    return this.#areas;
  }
}

const isHeard = (second: number) => second > thresholds.shortCallS && second < longestS;

/** Answered calls by second, less the ordinary ones. Hang-ups are left out. */
function secondsBeyond({ features, baseline, excess }: Judged): readonly number[] {
  const [seconds, calls] = features.seconds;
  const heard = new Array<number>(longestS).fill(0);
  for (const [i, second] of seconds.entries())
    if (isHeard(second)) {
      const ordinary = ((baseline.outcome[binOf(second)] ?? 0) * excess.ordinary) / binS;
      heard[second] = Math.max(0, (calls[i] ?? 0) - ordinary);
    }
  return isRoundedToMinute((second) => heard[second] ?? 0) ? heard.with(minuteS, 0) : heard;
}

/** Several behaviors added up. The samples of numbers are sampled again, so they stay true samples of all numbers. */
export function addBehaviors(parts: readonly Behavior[]): Behavior {
  const sum = (of: (part: Behavior) => number) => parts.reduce((total, part) => total + of(part), 0);
  const areas = new Map<number, number>();
  for (const part of parts)
    for (const [area, calls] of part.areas) areas.set(area, (areas.get(area) ?? 0) + calls);
  return {
    calls: sum((part) => part.calls),
    answered: sum((part) => part.answered),
    untoldCalls: sum((part) => part.untoldCalls),
    untoldAnswered: sum((part) => part.untoldAnswered),
    shownCalls: sum((part) => part.shownCalls),
    repeatedCalls: sum((part) => part.repeatedCalls),
    rung: sum((part) => part.rung),
    short: sum((part) => part.short),
    seconds: Array.from({ length: longestS }, (_, second) => sum((part) => part.seconds[second] ?? 0)),
    heard: sum((part) => part.heard),
    areas,
    callers: sampleOf(parts.flatMap((part) => part.callers)),
    exchanges: sampleOf(parts.flatMap((part) => part.exchanges)),
    sampledNumbers: sum((part) => part.sampledNumbers),
    elsewhereNumbers: sum((part) => part.elsewhereNumbers),
  };
}
