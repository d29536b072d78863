import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { durationText } from './time-text.ts';

/** How fresh the answers are that the page shows. */
export interface Freshness {
  /** ms since 1970 of the oldest answer; undefined = the page shows none. */
  readonly oldest: number | undefined;
  readonly asking: boolean;
  /** The newest try to ask again failed: what is shown gets older. */
  readonly failing: boolean;
}

/** Freshness of the page's answers, looked up every second. */
export function useFreshness(): Freshness {
  const queries = useQueryClient();
  const [now, setNow] = useState<Freshness>({ oldest: undefined, asking: false, failing: false });
  useEffect(() => {
    const look = () => {
      const shown = queries.getQueryCache().findAll({ queryKey: ['answer'], type: 'active' });
      const times = shown
        .filter(({ meta, state }) => meta?.['refreshed'] === true && state.data !== undefined)
        .map(({ state }) => state.dataUpdatedAt);
      const oldest = times.length === 0 ? undefined : Math.min(...times);
      const asking = shown.some(({ state }) => state.fetchStatus === 'fetching');
      const failing = shown.some(
        ({ meta, state }) =>
          meta?.['refreshed'] === true && (state.status === 'error' || state.fetchFailureCount > 0),
      );
      setNow((before) =>
        before.oldest === oldest && before.asking === asking && before.failing === failing
          ? before
          : { oldest, asking, failing },
      );
    };
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [queries]);
  return now;
}

/** 'live, refreshed 5 s ago', 'paused, as of 3 min ago'. Ages in whole seconds, and in whole minutes from two minutes on. */
export function freshnessText(live: boolean, ageMs: number | undefined, failing = false): string {
  if (ageMs === undefined) return failing ? 'no answer' : live ? 'live' : 'paused';
  const step = ageMs < 120_000 ? 1_000 : 60_000;
  const age = Math.max(0, Math.floor(ageMs / step) * step);
  const ago = age === 0 ? 'just now' : `${durationText(age)} ago`;
  if (failing) return `not refreshed: no answer, as of ${ago}`;
  return live ? `live, refreshed ${ago}` : `paused, as of ${ago}`;
}
