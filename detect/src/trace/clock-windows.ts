import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { type Clocks, clocksOf, unknownClocks } from './clocks.ts';
import type { LegSource } from './source.ts';
import type { Span } from './span.ts';

/**
 * So many whole lengths before and after the one that a moment is in. Lengths are counted from 1970, so all moments
 * of one share a window.
 */
const windowOf =
  (lengthMs: number, beside = 0) =>
  (time: number): Span => {
    const start = lengthMs * Math.floor(time / lengthMs);
    return { from: start - beside * lengthMs, to: start + (1 + beside) * lengthMs - 1 };
  };
/**
 * Windows around a moment. Each is read where the one before has too few legs. None reaches beyond the hours beside
 * the moment's hour: a leg that arrives in these has the hour judged again, and so its calls traced again.
 */
const windows = [windowOf(minuteMs), windowOf(6 * minuteMs), windowOf(hourMs), windowOf(hourMs, 1)];

/** Legs enough to compare the clocks of all carriers. */
const enoughLegs = 50_000;
/**
 * Of more legs, those to every so-many-th called number are read: a power of two, so that windows of much the same
 * traffic share it.
 */
const everyOf = (legs: number) => 2 ** Math.max(0, Math.floor(Math.log2(legs / enoughLegs)));

/**
 * The carriers' clocks at some moments, ms since 1970, as the stored legs of a window around each moment show them.
 * What is asked together with a moment makes no difference.
 */
export async function clocksAround(
  source: Pick<LegSource, 'legsIn' | 'clockDifferences'>,
  times: readonly number[],
): Promise<(time: number) => Clocks> {
  const found = new Map<number, Clocks>();
  let open = [...new Set(times)];
  for (const [i, windowAt] of windows.entries()) {
    if (open.length === 0) break;
    const byStart = Map.groupBy(open, (time) => windowAt(time).from);
    const asked = [...byStart.values()].flatMap(([time]) => (time === undefined ? [] : [windowAt(time)]));
    const legs = await source.legsIn(asked);
    const isLast = i === windows.length - 1;
    const samples = asked.flatMap((span, j) => {
      const count = legs[j] ?? 0;
      return isLast || count >= enoughLegs ? [{ span, every: everyOf(count) }] : [];
    });
    const differences = samples.length === 0 ? [] : await source.clockDifferences(samples);
    for (const [j, { span }] of samples.entries()) {
      const clocks = clocksOf(differences[j] ?? []);
      for (const time of byStart.get(span.from) ?? []) found.set(time, clocks);
    }
    open = open.filter((time) => !found.has(time));
  }
  return (time) => found.get(time) ?? unknownClocks;
}
