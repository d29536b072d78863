import { useId } from 'react';
import { around, durationText, msOf, timeText } from '../state/time-text.ts';
import { useBaseSearch, usePatch } from '../state/use-search.ts';

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

const hourMs = 3_600_000;
const presets = [
  ['1 h', hourMs],
  ['24 h', 24 * hourMs],
  ['7 d', 7 * 24 * hourMs],
  ['30 d', 30 * 24 * hourMs],
] as const;

interface RangeProps {
  /** The presets end here, in ms since 1970; now, unless said. */
  readonly newest?: number | undefined;
}

/** Choice of a range of time, kept in the address as `from` and `to`. */
export function TimeRange({ newest }: RangeProps) {
  const { from, to } = useBaseSearch();
  const patch = usePatch();
  const id = useId();
  const preset = (ms: number) =>
    patch({ from: new Date((newest ?? Date.now()) - ms).toISOString(), to: undefined });
  return (
    <form
      className="range"
      aria-label="Range of time"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        const iso = (name: string) => {
          const ms = msOf(`${String(given.get(name) ?? '')}Z`);
          return ms === undefined ? undefined : new Date(ms).toISOString();
        };
        patch({ from: iso('from'), to: iso('to') });
      }}
    >
      {presets.map(([label, ms]) => (
        <button type="button" key={label} onClick={() => preset(ms)}>
          {label}
        </button>
      ))}
      <button type="button" onClick={() => patch({ from: undefined, to: undefined })}>
        All
      </button>
      <label htmlFor={`${id}from`}>From (UTC)</label>
      <input
        id={`${id}from`}
        name="from"
        type="datetime-local"
        step="1"
        key={`from${from}`}
        defaultValue={from?.slice(0, 19) ?? ''}
      />
      <label htmlFor={`${id}to`}>To (UTC)</label>
      <input
        id={`${id}to`}
        name="to"
        type="datetime-local"
        step="1"
        key={`to${to}`}
        defaultValue={to?.slice(0, 19) ?? ''}
      />
      <button type="submit">Show</button>
    </form>
  );
}
