import { useId } from 'react';
import type { z } from 'zod';
import type { caseOwnersRoute } from '../../../server/routes/cases/list.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePatch } from '../../state/use-search.ts';
import type { InboxKinds } from './listed.ts';
import type { inboxSearch } from './search.ts';

interface Props {
  readonly search: z.output<typeof inboxSearch>;
  readonly kinds: InboxKinds['kinds'];
}

const whole = (n: number) => n.toLocaleString('en-US');

/** Kinds with their numbers, and further filters. All of them stand in the address. */
export function Filters({ search, kinds }: Props) {
  const patch = usePatch();
  const all = kinds.reduce((sum, { total }) => sum + total, 0);
  return (
    <>
      <fieldset className="inbox-kinds">
        <legend className="sr-only">Kinds of rows, in their order</legend>
        <KindButton
          name="All"
          total={all}
          isChosen={search.kind === undefined}
          choose={() => patch({ kind: undefined })}
        />
        {kinds.map(({ kind, name, rule, total }) => (
          <KindButton
            key={kind}
            name={name}
            total={total}
            rule={rule}
            isChosen={search.kind === kind}
            choose={() => patch({ kind: search.kind === kind ? undefined : kind })}
          />
        ))}
      </fieldset>
      <Fields search={search} />
    </>
  );
}

interface KindProps {
  readonly name: string;
  readonly total: number;
  readonly rule?: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

const KindButton = ({ name, total, rule, isChosen, choose }: KindProps) => (
  <button type="button" aria-pressed={isChosen} title={rule} onClick={choose}>
    {name} <span className="inbox-number">{whole(total)}</span>
  </button>
);

function Fields({ search }: Pick<Props, 'search'>) {
  const patch = usePatch();
  const id = useId();
  const owners =
    useAnswer<typeof caseOwnersRoute>('/console/cases/owners', { live: false }).data?.items ?? [];
  const { assignee, provider, kind } = search;
  const isFiltered = assignee !== undefined || provider !== undefined || kind !== undefined;
  return (
    <form
      className="fields"
      aria-label="Filters"
      key={provider}
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('provider');
        patch({ provider: typeof given === 'string' ? given.trim() : '' });
      }}
    >
      <div className="field">
        <label htmlFor={`${id}owner`}>Owner of the case</label>
        <select
          id={`${id}owner`}
          value={assignee ?? ''}
          onChange={(event) => patch({ assignee: event.target.value })}
        >
          <option value="">all</option>
          <option value="me">mine</option>
          <option value="(nobody)">nobody</option>
          {owners.map((one) => (
            <option key={one.assignee} value={one.assignee}>
              {one.assignee} ({one.open} open)
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}provider`}>Provider</label>
        <input
          id={`${id}provider`}
          name="provider"
          type="search"
          defaultValue={provider ?? ''}
          maxLength={200}
        />
      </div>
      <button type="submit">Show</button>
      {isFiltered ? (
        <button
          type="button"
          onClick={() => patch({ assignee: undefined, provider: undefined, kind: undefined })}
        >
          Clear
        </button>
      ) : null}
    </form>
  );
}
