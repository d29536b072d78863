import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { freshnessText, useFreshness } from '../state/freshness.ts';
import { useRevealed } from '../state/revealed.ts';
import { usePatch, useRawSearch } from '../state/use-search.ts';

/** Says how fresh the page is; pauses it, and goes on. */
export function Refresh() {
  const { live } = useRawSearch();
  const { numbers } = useRevealed();
  const patch = usePatch();
  const queries = useQueryClient();
  const { oldest, asking, failing } = useFreshness();
  const now = useNow(1_000);
  // A page that shows numbers in full asks only when it is told to: each answer is noted in the log.
  const isLive = live !== 'paused' && numbers !== 'true';
  return (
    <>
      <span className={failing ? 'freshness stale' : 'freshness'}>
        {asking && !failing
          ? 'refreshing …'
          : freshnessText(isLive, oldest === undefined ? undefined : now - oldest, failing)}
      </span>
      <button type="button" onClick={() => void queries.invalidateQueries()}>
        Refresh
      </button>
      {numbers === 'true' ? null : (
        <button
          type="button"
          aria-pressed={live === 'paused'}
          onClick={() => patch({ live: live === 'paused' ? 'on' : 'paused' })}
        >
          Pause
        </button>
      )}
    </>
  );
}

/** ms since 1970, renewed every `everyMs`. */
function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
