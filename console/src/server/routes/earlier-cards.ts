import { readScorecard, type ScoreRow } from '@ringtrace/cases/providers/scorecard';
import type { Store } from '@ringtrace/platform/clickhouse';

/** A card as it stood at a moment. */
export interface EarlierCard {
  /** ms since 1970. */
  readonly as_of: number;
  readonly rows: readonly ScoreRow[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A card is a large query: more points than these would take longer than somebody waits. */
const mostPoints = 6;
const days = [1, 2, 4, 7, 14, 30, 61].map((n) => n * dayMs);
const steps = [hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, ...days];

/**
 * Moments between two others, in steps that are the same whenever somebody asks: cards of the past never change, so they are read
 * once. The ends are left out.
 */
export function momentsBetween(from: number, to: number): number[] {
  const step = steps.find((one) => (to - from) / one <= mostPoints) ?? 61 * dayMs;
  const first = Math.floor(from / step + 1) * step;
  const count = Math.max(0, Math.ceil((to - first) / step));
  return Array.from({ length: count }, (_, i) => first + i * step).slice(-mostPoints);
}

/** Cards that are kept, over all providers. */
const mostKept = 2_000;
const keptOf = new WeakMap<Store, Map<string, Promise<ScoreRow[]>>>();
/** Queries at once. */
const atOnce = 2;

/** A provider's cards as of moments of the past; those before it was known are empty. */
export async function earlierCards(
  store: Store,
  provider: string,
  moments: readonly number[],
): Promise<EarlierCard[]> {
  const kept = keptOf.get(store) ?? new Map<string, Promise<ScoreRow[]>>();
  keptOf.set(store, kept);
  const read = (moment: number) => {
    const key = JSON.stringify([provider, moment]);
    const before = kept.get(key);
    if (before !== undefined) return before;
    const rows = readScorecard(store, provider, moment);
    kept.set(key, rows);
    rows.catch(() => kept.delete(key));
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return rows;
  };
  const found: EarlierCard[] = [];
  for (let i = 0; i < moments.length; i += atOnce) {
    const some = moments.slice(i, i + atOnce).map(async (as_of) => ({ as_of, rows: await read(as_of) }));
    found.push(...(await Promise.all(some)));
  }
  return found;
}
