import { callerSample, longestS } from '../features/features.ts';
import { excessOver, histogramOf } from '../segments/excess.ts';
import type { Judged } from '../segments/pool.ts';
import { thresholds } from '../thresholds.ts';

/** How the suspicious calls of a segment or of several go. Adds up, except for the sample of callers. */
export interface Behavior {
  readonly calls: number;
  readonly answered: number;
  /** Given up within `thresholds.oneRingS`. */
  readonly rung: number;
  /** Hung up within `thresholds.shortCallS`. */
  readonly short: number;
  /** Calls heard for longer, by whole seconds from 0 on; the last is `longestS` and more. */
  readonly seconds: readonly number[];
  /** Calls by country code and area code of the called number. */
  readonly areas: ReadonlyMap<number, number>;
  /** Smallest hashes of the calling numbers, rising. */
  readonly callers: readonly number[];
  /** The same of their first digits, up to the exchange. */
  readonly blocks: readonly number[];
}

/** What is beyond ordinary calling in a judged segment. */
export function behaviorOf({ features, baseline }: Pick<Judged, 'features' | 'baseline'>): Behavior {
  const excess = excessOver(histogramOf(...features.outcomes), features.short, baseline);
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
    blocks: features.blocks,
  };
}

/** Several behaviors as one. */
export function together(parts: readonly Behavior[]): Behavior {
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
    blocks: smallest(parts.flatMap((part) => part.blocks)),
  };
}

const smallest = (hashes: readonly number[]) =>
  [...new Set(hashes)].sort((a, b) => a - b).slice(0, callerSample);

/** What both samples hold, as a share of whoever has more; 0 to 1. */
function common(
  a: readonly number[],
  b: readonly number[],
): { readonly share: number; readonly shared: number } {
  // Beyond the last of a full sample nothing is known of it.
  const end = Math.min(
    ...[a, b].map((hashes) => (hashes.length < callerSample ? Infinity : (hashes.at(-1) ?? 0))),
  );
  const [own, other] = [a, b].map((hashes) => hashes.filter((hash) => hash <= end));
  const shared = (own ?? []).filter((hash) => other?.includes(hash)).length;
  return { share: shared / Math.max(1, own?.length ?? 0, other?.length ?? 0), shared };
}

/** Whether callers are taken out of a few blocks of numbers. */
export const isInBlocks = ({ callers, blocks }: Behavior) =>
  callers.length >= thresholds.callersPerBlock * blocks.length;

/**
 * The share of numbers two have in common, or of the same few blocks of numbers, 0 to 1: chance does not make them meet, and
 * where it might, it is 0.
 */
export function sharedNumbers(a: Behavior, b: Behavior): number {
  const callers = common(a.callers, b.callers);
  const few = Math.min(a.callers.length, b.callers.length);
  const blocks = isInBlocks(a) && isInBlocks(b) ? common(a.blocks, b.blocks).share : 0;
  return Math.max(blocks, callers.shared >= Math.min(few, thresholds.sharedCallers) ? callers.share : 0);
}

/** The second at which most of those who stay have heard the message; undefined where there is no recording to tell. */
export function messageEnd(
  { seconds }: Behavior,
  least: number = thresholds.tightMessage,
): number | undefined {
  const heard = seconds.reduce((sum, calls) => sum + calls, 0);
  const around = seconds.map((calls, i) => (seconds[i - 1] ?? 0) + calls + (seconds[i + 1] ?? 0));
  const most = Math.max(...around);
  return heard > 0 && most / heard >= least ? around.indexOf(most) : undefined;
}

export function sameMessage(a: Behavior, b: Behavior): boolean {
  const [one, other] = [messageEnd(a), messageEnd(b)];
  return one !== undefined && other !== undefined && Math.abs(one - other) <= 1;
}

interface Distance {
  /** Squared distance of the shares beyond what chance explains: 0 the same, 4 nothing in common. */
  readonly square: number;
  readonly error: number;
}

/** Calls of both samples that a bin needs for the statistic to hold (Cochran's rule, for two samples). */
const perBin = 10;

/**
 * Two samples' chi-square over bins wide enough to count, less its degrees of freedom. undefined where there is too
 * little to tell. With totals n and m, a bin (a, b) adds (a √(m/n) - b √(n/m))² / (a + b): written out, so that
 * totals may come last. What is left over at the end counts with the last bin.
 */
function distance(of: readonly number[], and: readonly number[]): Distance | undefined {
  let [n, m, bins] = [0, 0, 0];
  let [aa, bb, ab] = [0, 0, 0];
  let [a, b] = [0, 0];
  let [binA, binB] = [0, 0];
  const close = () => {
    const size = binA + binB;
    aa += (binA * binA) / size;
    bb += (binB * binB) / size;
    ab += (binA * binB) / size;
  };
  for (const [i, calls] of of.entries()) {
    a += calls;
    b += and[i] ?? 0;
    if (a + b < perBin) continue;
    if (bins > 0) close();
    [binA, binB] = [a, b];
    [n, m, bins] = [n + a, m + b, bins + 1];
    [a, b] = [0, 0];
  }
  [binA, binB, n, m] = [binA + a, binB + b, n + a, m + b];
  if (bins < 2 || n === 0 || m === 0) return undefined;
  close();
  const chi = (m / n) * aa + (n / m) * bb - 2 * ab;
  const [freedom, weight] = [bins - 1, (n * m) / (n + m)];
  return { square: Math.max(0, chi - freedom) / weight, error: Math.sqrt(2 * freedom) / weight };
}

/** Difference of two shares, and its standard error. */
function shareApart(part: readonly [number, number], whole: readonly [number, number]): Distance {
  const [n, m] = [Math.max(1, whole[0]), Math.max(1, whole[1])];
  const pooled = Math.min(0.95, Math.max(0.05, (part[0] + part[1]) / (n + m)));
  return {
    square: Math.abs(part[0] / n - part[1] / m),
    error: Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)),
  };
}

const surely = ({ square, error }: Distance, beyond: number) => square - 2.5 * error > beyond;
const hardly = ({ square, error }: Distance, within: number) => square + error < within;

/**
 * Whether two are one campaign's, as far as what their calls are like can tell. `unclear` where there are too few. What
 * costs least is asked first.
 */
export function compare(a: Behavior, b: Behavior, sameTime: boolean): 'alike' | 'different' | 'unclear' {
  const short = shareApart([a.short, b.short], [a.answered, b.answered]);
  const answered = shareApart([a.answered, b.answered], [a.calls, b.calls]);
  const rung = shareApart([a.rung, b.rung], [a.calls, b.calls]);
  if ([short, answered, rung].some((apart) => surely(apart, thresholds.differentShare))) return 'different';
  const heard = distance(a.seconds, b.seconds);
  if (heard !== undefined && surely(heard, thresholds.differentMessage)) return 'different';
  const areas = sameTime ? distance(...byArea(a, b)) : undefined;
  if (areas !== undefined && surely(areas, thresholds.differentAreas)) return 'different';
  const sure = heard !== undefined && hardly(heard, thresholds.sameMessage);
  return sure && hardly(short, thresholds.sameShare) && hardly(answered, thresholds.sameShare)
    ? 'alike'
    : 'unclear';
}

/** Calls of both by area, in the same order. */
function byArea(a: Behavior, b: Behavior): [number[], number[]] {
  const areas = [...new Set([...a.areas.keys(), ...b.areas.keys()])].sort((x, y) => x - y);
  return [areas.map((area) => a.areas.get(area) ?? 0), areas.map((area) => b.areas.get(area) ?? 0)];
}
