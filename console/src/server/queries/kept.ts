import type { Store } from '@ringtrace/platform/clickhouse';

interface Kept<R> {
  readonly until: number;
  readonly rows: Promise<R>;
}

/**
 * Reads by `read` and keeps the answer for `ms`: for what costs much and changes slowly. Each scope has its own answer, and an error is
 * not kept.
 */
export function keptFor<R>(
  ms: number,
  read: (store: Store, scope: string) => Promise<R>,
  now: () => number = () => performance.now(),
): (store: Store, scope: string) => Promise<R> {
  const byStore = new WeakMap<Store, Map<string, Kept<R>>>();
  return (store, scope) => {
    const kept = byStore.get(store) ?? new Map<string, Kept<R>>();
    byStore.set(store, kept);
    const before = kept.get(scope);
    if (before !== undefined && now() < before.until) return before.rows;
    const rows = read(store, scope);
    const fresh = { until: now() + ms, rows };
    for (const [other, { until }] of kept) if (until <= now()) kept.delete(other);
    kept.set(scope, fresh);
    rows.catch(() => {
      if (kept.get(scope) === fresh) kept.delete(scope);
    });
    return rows;
  };
}
