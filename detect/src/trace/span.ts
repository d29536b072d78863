import { minuteMs, minuteS } from '@ringtrace/schemas/durations';
/** A span of time, ms since 1970. All minutes that it touches are read. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Starts of the minutes that a span touches, rising, s since 1970. */
export function minutesIn({ from, to }: Span): number[] {
  const first = Math.floor(from / minuteMs);
  return Array.from({ length: Math.floor(to / minuteMs) - first + 1 }, (_, i) => (first + i) * minuteS);
}

/**
 * The minutes that spans touch, s since 1970: the first, the last, and all of them, rising. [] = all between the
 * first and the last.
 */
export function minutesOf(spans: readonly Span[]) {
  const minutes = new Set(spans.flatMap(minutesIn));
  const sorted = [...minutes].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  return { first, last, minutes: (last - first) / minuteS + 1 === sorted.length ? [] : sorted };
}

/** Whether a moment lies in one of these minutes. */
export const isInMinutes = ({ from, to }: Span, ms: number) => {
  const minute = Math.floor(ms / minuteMs);
  return minute >= Math.floor(from / minuteMs) && minute <= Math.floor(to / minuteMs);
};

/** One number called another, in a minute by some carrier's clock (ms since 1970). */
export interface CallerCall {
  readonly calling: number;
  readonly called: number;
  readonly minute_ms: number;
}
