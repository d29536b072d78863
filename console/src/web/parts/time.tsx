import { around, durationText, msOf, timeText } from '../state/time-text.ts';
import { useBaseSearch } from '../state/use-search.ts';

/** A time: ms since 1970, or ISO 8601. Its zone stands beside it. Nothing is shown for null and undefined. */
export function Time({ at }: { readonly at: number | string | null | undefined }) {
  const { tz } = useBaseSearch();
  if (at === null || at === undefined || at === '') return null;
  const ms = msOf(at);
  if (ms === undefined) return <span>{at}</span>;
  return (
    <time dateTime={new Date(ms).toISOString()} title={timeText(ms, tz === 'utc' ? 'local' : 'utc')}>
      {timeText(ms, tz)}
    </time>
  );
}

/** A length of time in ms. */
export const Duration = ({ ms }: { readonly ms: number | null | undefined }) =>
  ms === null || ms === undefined ? null : <span title={`${ms} ms`}>{durationText(ms)}</span>;

/** Search part that shows what happened around a call; `ms` is the call's start. */
export const aroundLink = (ms: number) => around(ms);

export { TimeRange } from './time-range.tsx';
