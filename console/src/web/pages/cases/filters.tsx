import { useId } from 'react';
import type { z } from 'zod';
import type { caseOwnersRoute } from '../../../server/routes/cases/list.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePatch } from '../../state/use-search.ts';
import { type casesSearch, sourceNames } from './search.ts';

const names = ['text', 'status', 'assignee', 'source', 'provider', 'only'] as const;
const nothing = Object.fromEntries(names.map((name) => [name, undefined]));

const choices = {
  status: [
    ['open', 'open'],
    ['closed', 'closed'],
  ],
  source: sourceNames.map((name) => [name, name] as const),
  only: [
    ['overdue', 'with an overdue answer'],
    ['drafts', 'with a request to approve'],
    ['held', 'under legal hold'],
  ],
} as const;

/** The filters of the list; all of them stand in the address. */
export function Filters({ search }: { readonly search: z.output<typeof casesSearch> }) {
  const patch = usePatch();
  const id = useId();
  const owners =
    useAnswer<typeof caseOwnersRoute>('/console/cases/owners', { live: false }).data?.items ?? [];
  const select = (
    name: 'status' | 'source' | 'only' | 'assignee',
    label: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <div className="field">
      <label htmlFor={`${id}${name}`}>{label}</label>
      <select id={`${id}${name}`} name={name} defaultValue={search[name] ?? ''}>
        <option value="">all</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <form
      className="fields"
      aria-label="Filters"
      key={JSON.stringify([...names.map((name) => search[name]), owners.length])}
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget);
        patch(Object.fromEntries(names.map((name) => [name, String(given.get(name) ?? '').trim()])));
      }}
    >
      <div className="field">
        <label htmlFor={`${id}text`}>Title, kind of scam, outcome or id</label>
        <input id={`${id}text`} name="text" type="search" defaultValue={search.text ?? ''} maxLength={200} />
      </div>
      {select('status', 'Status', choices.status)}
      {select('assignee', 'Owner', [
        ['me', 'mine'],
        ['(nobody)', 'nobody'],
        ...owners.map(({ assignee, open }) => [assignee, `${assignee} (${open} open)`] as const),
      ])}
      {select('source', 'Source', choices.source)}
      <div className="field">
        <label htmlFor={`${id}provider`}>Provider in its path</label>
        <input
          id={`${id}provider`}
          name="provider"
          type="search"
          defaultValue={search.provider ?? ''}
          maxLength={200}
        />
      </div>
      {select('only', 'Only cases', choices.only)}
      <button type="submit">Show</button>
      {names.some((name) => search[name] !== undefined) ? (
        <button type="button" onClick={() => patch(nothing)}>
          Clear
        </button>
      ) : null}
    </form>
  );
}
