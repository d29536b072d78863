import { useId } from 'react';
import type { z } from 'zod';
import { TimeRange } from '../../parts/time.tsx';
import { usePatch } from '../../state/use-search.ts';
import { type campaignsSearch, statusNames } from './search.ts';

interface Props {
  readonly search: z.output<typeof campaignsSearch>;
  /** Where the presets of the range end: the last call of the newest campaign shown, ISO 8601. */
  readonly newest: string | undefined;
}

const fieldNames = ['q', 'status', 'origin', 'min_score', 'min_calls'] as const;
const nothing = Object.fromEntries([...fieldNames, 'from', 'to'].map((name) => [name, undefined]));

/** The filters of the list; all of them stand in the address. */
export function Filters({ search, newest }: Props) {
  const patch = usePatch();
  const id = useId();
  const { q, status, origin, min_score, min_calls } = search;
  const isFiltered = [...fieldNames, 'from' as const, 'to' as const].some(
    (name) => search[name] !== undefined,
  );
  return (
    <>
      <form
        className="fields"
        aria-label="Filters"
        key={JSON.stringify([q, status, origin, min_score, min_calls])}
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          patch(
            Object.fromEntries(
              fieldNames.map((name) => [name, String(given.get(name) ?? '').trim() || undefined]),
            ),
          );
        }}
      >
        <div className="field">
          <label htmlFor={`${id}q`}>Calling number, provider or id</label>
          <input id={`${id}q`} name="q" type="search" defaultValue={q ?? ''} maxLength={200} />
        </div>
        <div className="field">
          <label htmlFor={`${id}status`}>Status</label>
          <select id={`${id}status`} name="status" defaultValue={status ?? ''}>
            <option value="">any</option>
            {statusNames.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}origin`}>Origin</label>
          <input id={`${id}origin`} name="origin" defaultValue={origin ?? ''} maxLength={200} />
        </div>
        <div className="field">
          <label htmlFor={`${id}score`}>Score from (0 to 1)</label>
          <input
            id={`${id}score`}
            name="min_score"
            type="number"
            min={0}
            max={1}
            step="any"
            defaultValue={min_score ?? ''}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}calls`}>Calls from</label>
          <input
            id={`${id}calls`}
            name="min_calls"
            type="number"
            min={0}
            step={1}
            defaultValue={min_calls ?? ''}
          />
        </div>
        <button type="submit">Show</button>
        {isFiltered ? (
          <button type="button" onClick={() => patch(nothing)}>
            Clear
          </button>
        ) : null}
      </form>
      <TimeRange newest={newest === undefined ? undefined : Date.parse(newest)} />
    </>
  );
}
