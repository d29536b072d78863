import { callerSample, longestS } from '../features/features.ts';
import { excessOver, histogramOf } from '../segments/excess.ts';
import type { Judged } from '../segments/pool.ts';
import { thresholds } from '../thresholds.ts';

/**
 * What the suspicious calls of a segment, or of several segments, are like. Counts are numbers of calls and may be
 * fractions, because ordinary calls are subtracted as an expected share.
 */
export interface Behavior {
  readonly calls: number;
  readonly answered: number;
  /** Calls given up by the caller within `thresholds.oneRingS`. */
  readonly rung: number;
  /** Answered calls hung up within `thresholds.shortCallS`. */
  readonly short: number;
  /**
   * Answered calls that were heard for longer. The index is the duration in whole seconds from 0 on. Calls of `longestS` and more
   * are conversations and are left out.
   */
  readonly seconds: readonly number[];
  /** Calls by country code and area code of the called number. */
  readonly areas: ReadonlyMap<number, number>;
  /** A sample of the calling numbers: the `callerSample` smallest hashes, rising. */
  readonly callers: readonly number[];
  /** The same of the exchanges that the calling numbers are from. */
  readonly exchanges: readonly number[];
  /** Calling numbers that were asked whether customers of other providers use them too, and those that these do. */
  readonly askedNumbers: number;
  readonly elsewhereNumbers: number;
}

/** The behavior of a segment: its calls, less those that the hour's ordinary calling explains. */
export function behaviorOf({ features, baseline }: Pick<Judged, 'features' | 'baseline'>): Behavior {
  const excess = excessOver(histogramOf(...features.outcomes), features.short, baseline);
  // The baseline counts in bins of 2 s, from bin 1 on.
  const ordinary = (second: number) =>
    ((baseline.outcome[1 + Math.floor(second / 2)] ?? 0) * excess.ordinary) / 2;
  const heard = new Map(features.seconds[0].map((second, i) => [second, features.seconds[1][i] ?? 0]));
  const beyond = (second: number) => Math.max(0, (heard.get(second) ?? 0) - ordinary(second));
  return {
    calls: excess.calls,
    answered: excess.answered,
    rung: features.one_ring,
    short: excess.short,
    seconds: Array.from({ length: longestS }, (_, second) =>
      second <= thresholds.shortCallS ? 0 : beyond(second),
    ),
    areas: new Map(features.areas[0].map((area, i) => [area, features.areas[1][i] ?? 0])),
    callers: features.callers,
    exchanges: features.blocks,
    askedNumbers: features.sampled_numbers,
    elsewhereNumbers: features.elsewhere_numbers,
  };
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
    rung: sum((part) => part.rung),
    short: sum((part) => part.short),
    seconds: Array.from({ length: longestS }, (_, second) => sum((part) => part.seconds[second] ?? 0)),
    areas,
    callers: smallest(parts.flatMap((part) => part.callers)),
    exchanges: smallest(parts.flatMap((part) => part.exchanges)),
    askedNumbers: sum((part) => part.askedNumbers),
    elsewhereNumbers: sum((part) => part.elsewhereNumbers),
  };
}

const smallest = (hashes: readonly number[]) =>
  [...new Set(hashes)].sort((a, b) => a - b).slice(0, callerSample);
