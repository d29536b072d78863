import { hourMs } from '@ringtrace/schemas/durations';
import { type FormEvent, useId, useState } from 'react';
import { fieldText, msOf, msOfField, timeText, type Zone } from '../state/time-text.ts';
import { useBaseSearch, usePatch } from '../state/use-search.ts';
import { Pop } from './pop.tsx';

const presets = [
  ['1 h', hourMs],
  ['24 h', 24 * hourMs],
  ['7 d', 7 * 24 * hourMs],
  ['30 d', 30 * 24 * hourMs],
] as const;

interface RangeProps {
  /** The presets end here, in ms since 1970; now, unless said. Data of an example or an import may be older. */
  readonly newest?: number | undefined;
  /** What the page shows where the address names no range, such as 'the last 30 days'. */
  readonly usual?: string;
}

/** Choice of a range of time, kept in the address as `from` and `to`. */
export function TimeRange({ newest, usual = 'all times' }: RangeProps) {
  const { from, to, tz } = useBaseSearch();
  const patch = usePatch();
  const show = (ms: number) =>
    patch({
      from: new Date((newest ?? Date.now()) - ms).toISOString(),
      // Without an end, what comes in later is shown too.
      to: undefined,
    });
  return (
    <div className="range">
      <fieldset className="group bare">
        <legend className="sr-only">Range of time</legend>
        {presets.map(([label, ms]) => (
          <button type="button" key={label} onClick={() => show(ms)} title={`The last ${label}`}>
            {label}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={from === undefined && to === undefined}
          onClick={() => patch({ from: undefined, to: undefined })}
          title={`No range: ${usual}`}
        >
          Any
        </button>
      </fieldset>
      <Pop label={rangeText(from, to, tz, usual)}>{(close) => <Exact close={close} />}</Pop>
    </div>
  );
}

/** '2026-03-03 00:00:00 UTC to now'. */
export function rangeText(
  from: string | undefined,
  to: string | undefined,
  zone: Zone,
  usual: string,
): string {
  if (from === undefined && to === undefined) return usual;
  const text = (at: string) => timeText(msOf(at) ?? 0, zone);
  return `${from === undefined ? 'from the first' : text(from)} to ${to === undefined ? 'now' : text(to)}`;
}

/** Fields for the exact range, in the zone that the page shows. */
function Exact({ close }: { readonly close: () => void }) {
  const { from, to, tz } = useBaseSearch();
  const patch = usePatch();
  const id = useId();
  const [wrong, setWrong] = useState(false);
  const zone = tz === 'utc' ? 'UTC' : 'local time';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const ms = (name: string) => msOfField(String(data.get(name) ?? ''), tz);
    const [first, last] = [ms('from'), ms('to')];
    const backwards = first !== undefined && last !== undefined && first > last;
    setWrong(backwards);
    if (backwards) return;
    const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
    patch({ from: iso(first), to: iso(last) });
    close();
  };
  const field = (name: 'from' | 'to', label: string, value: string | undefined) => {
    const ms = value === undefined ? undefined : msOf(value);
    return (
      <div className="field">
        <label htmlFor={`${id}${name}`}>
          {label} ({zone})
        </label>
        <input
          id={`${id}${name}`}
          name={name}
          type="datetime-local"
          step="1"
          key={`${tz}${value}`}
          defaultValue={ms === undefined ? '' : fieldText(ms, tz)}
        />
      </div>
    );
  };
  return (
    <form className="dialog-fields" onSubmit={submit}>
      {field('from', 'From', from)}
      {field('to', 'To', to)}
      <p className="hint">An empty field has no end: from the first, or until now.</p>
      {wrong ? (
        <p role="alert" className="trouble">
          The range ends before it begins.
        </p>
      ) : null}
      <div className="dialog-buttons">
        <button type="submit" className="act-main">
          Show
        </button>
      </div>
    </form>
  );
}
