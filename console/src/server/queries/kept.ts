import type { Store } from '@ringtrace/platform/clickhouse';

/** How long answers are kept, and by what. */
export interface Keeping<Of> {
  /** ms from the asking. */
  readonly ms: number;
  /** Answers that are kept of one store; the ones that were asked first go first. All unless said. */
  readonly most?: number;
  /** What has the same key has the same answer. */
  keyOf(of: Of): string;
}

interface Kept<R> {
  readonly until: number;
  readonly answer: Promise<R>;
}

/**
 * Reads by `read` and keeps the answer for a while: for what costs much and changes slowly. Each store has its own answers, and an error is
 * not kept.
 */
export function keptFor<Of, R>(
  { ms, most = Number.POSITIVE_INFINITY, keyOf }: Keeping<Of>,
  read: (store: Store, of: Of) => Promise<R>,
  now: () => number = () => performance.now(),
): (store: Store, of: Of) => Promise<R> {
  const byStore = new WeakMap<Store, Map<string, Kept<R>>>();
  return (store, of) => {
    const kept = byStore.get(store) ?? new Map<string, Kept<R>>();
    byStore.set(store, kept);
    const key = keyOf(of);
    const before = kept.get(key);
    if (before !== undefined && now() < before.until) return before.answer;
    const fresh = { until: now() + ms, answer: read(store, of) };
    for (const [other, { until }] of kept) if (until <= now()) kept.delete(other);
    kept.set(key, fresh);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    fresh.answer.catch(() => {
      if (kept.get(key) === fresh) kept.delete(key);
    });
    return fresh.answer;
  };
}

/** For what is read for one carrier, or for all: a minute. */
export const aMinuteByScope: Keeping<string> = { ms: 60_000, keyOf: (scope) => scope };
