import { readEarlierScorecard, type ScoreRow } from '@ringtrace/cases/providers/scorecard';
import type { Store } from '@ringtrace/platform/clickhouse';
import { dayMs, hourMs } from '@ringtrace/schemas/durations';
import { readBeginning } from '../queries/provider.ts';

/** A card as it stood at a moment. */
export interface EarlierCard {
  /** ms since 1970. */
  readonly as_of: number;
  readonly rows: readonly ScoreRow[];
}

/** The cards as of a moment are a large query: more points than these would take longer than somebody waits. */
const mostPoints = 6;
const days = [1, 2, 4, 7, 14, 30, 61].map((n) => n * dayMs);
const steps = [hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, ...days];

/**
 * Moments between two others, in steps that are the same whenever somebody asks: cards of the past never change, and are
 * kept for all providers together. The ends are left out.
 */
export function momentsBetween(from: number, to: number): number[] {
  const step = steps.find((one) => (to - from) / one <= mostPoints) ?? 61 * dayMs;
  const first = Math.floor(from / step + 1) * step;
  const count = Math.max(0, Math.ceil((to - first) / step));
  return Array.from({ length: count }, (_, i) => first + i * step).slice(-mostPoints);
}

/** Longest history of a card, ms. */
const longest = 366 * dayMs;

/** The moments of a history that ends at `asOf`. `from` in ms since 1970; undefined = since figures begin, a year at most. */
export async function momentsOfHistory(
  store: Store,
  asOf: number,
  from: number | undefined,
): Promise<number[]> {
  const begun = from ?? (await readBeginning(store)) ?? asOf;
  return momentsBetween(Math.max(begun, asOf - longest), asOf);
}

/**
 * Reads the cards that a history shows, one moment after the other, so that nobody waits for them later. Each moment is a large query.
 * A history that finds them missing reads them itself.
 */
export async function readAhead(store: Store, asOf: number): Promise<void> {
  for (const moment of await momentsOfHistory(store, asOf, undefined))
    await readEarlierScorecard(store, '', moment);
}

/** Queries at once. */
const atOnce = 2;

/** A provider's cards as of moments of the past; those before it was known are empty. */
export async function earlierCards(
  store: Store,
  provider: string,
  moments: readonly number[],
): Promise<EarlierCard[]> {
  const found: EarlierCard[] = [];
  for (let i = 0; i < moments.length; i += atOnce) {
    const some = moments.slice(i, i + atOnce).map(async (as_of) => ({
      as_of,
      rows: await readEarlierScorecard(store, provider, as_of),
    }));
    found.push(...(await Promise.all(some)));
  }
  return found;
}
