import { kinds } from '@ringtrace/schemas/casework/words';
import type { auditChoicesRoute, auditList } from '../../../server/routes/audit.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Choice, Filters } from '../../parts/filters.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Reveal } from '../../parts/number.tsx';
import { Section } from '../../parts/page.tsx';
import { Preformatted } from '../../parts/preformatted.tsx';
import { type Column, DataTable, type SortOf } from '../../parts/table.tsx';
import { Time, TimeRange } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useCsvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { auditSearch } from './search.ts';

type Entry = AnswerOf<typeof auditList.json>['items'][number];

/** A thing of the log, as a link where it has a page. */
function Thing({ entry: { kind, id, case_id } }: { readonly entry: Entry }) {
  if (kind === 'case') return <PageLink to={addresses.case(id)}>{id}</PageLink>;
  if (kind === 'candidate') return <PageLink to={addresses.campaign(id)}>{id}</PageLink>;
  if (kind === 'provider') return <PageLink to={addresses.provider(id)}>{id}</PageLink>;
  return case_id === '' ? id : <PageLink to={addresses.case(case_id)}>{id}</PageLink>;
}

const columns: readonly Column<Entry, SortOf<typeof auditList>>[] = [
  {
    id: 'sequence',
    header: 'Entry',
    numeric: true,
    sort: true,
    cell: ({ sequence }) => sequence.toLocaleString('en-US'),
  },
  { id: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
  { id: 'actor', header: 'Who', filter: ({ actor }) => ({ actor }), cell: ({ actor }) => actor },
  { id: 'what', header: 'What', filter: ({ type }) => ({ type }), cell: ({ what }) => what },
  { id: 'kind', header: 'Kind', filter: ({ kind }) => ({ kind }), cell: ({ kind }) => kind },
  {
    id: 'id',
    header: 'Thing',
    filter: ({ id }) => ({ thing: id }),
    cell: (entry) => <Thing entry={entry} />,
  },
  { id: 'reason', header: 'Why', cell: ({ reason }) => <span className="said">{reason}</span> },
  {
    id: 'data',
    header: 'What it says',
    cell: ({ data, sequence }) => (
      <details>
        <summary>Show</summary>
        <Preformatted label={`What entry ${sequence} says`}>{JSON.stringify(data, null, 2)}</Preformatted>
      </details>
    ),
  },
  { id: 'hash', header: 'Hash', hidden: true, cell: ({ hash }) => <code>{hash}</code> },
];

/** The log of casework, the newest entry first. */
export function Log() {
  const { actor, kind, type, thing, from, to, sort, offset } = usePageSearch(auditSearch);
  const patch = usePatch();
  const query = { actor, kind, type, thing, from, to, ...(sort === undefined ? {} : { sort }) };
  const found = useAnswer<typeof auditList.json>('/console/audit', {
    query: { ...query, offset },
    reveals: true,
  });
  const csv = useCsvAddress('/console/audit', query);
  const choices = useAnswer<typeof auditChoicesRoute>('/console/audit/choices');
  return (
    <Section title="Log of casework" actions={<Reveal />}>
      <Filters onSend={(given) => patch({ thing: given['thing'] })}>
        <Choice
          label="Who"
          all="everybody"
          value={actor}
          values={choices.data?.actors ?? []}
          onChoose={(one) => patch({ actor: one })}
        />
        <Choice
          label="What"
          all="all"
          value={type}
          values={choices.data?.types ?? []}
          onChoose={(one) => patch({ type: one })}
        />
        <Choice label="Kind" all="all" value={kind} values={kinds} onChoose={(one) => patch({ kind: one })} />
        <label>
          Thing, such as a case or provider{' '}
          <input type="search" name="thing" key={thing ?? ''} defaultValue={thing ?? ''} maxLength={200} />
        </label>
        <button type="submit">Find</button>
      </Filters>
      <TimeRange />
      <Answered of={found}>
        {({ items, total }) => (
          <DataTable
            caption="Entries of the log"
            rows={items}
            total={total}
            columns={columns}
            rowKey={({ sequence }) => String(sequence)}
            csv={csv}
            emptyText="The log has no such entry: take a filter away, or choose a longer range."
          />
        )}
      </Answered>
    </Section>
  );
}
