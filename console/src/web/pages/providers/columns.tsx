import type { providerList } from '../../../server/routes/providers.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { countText } from '../../parts/count.ts';
import type { Column, SortOf } from '../../parts/table.tsx';
import { shownText } from '../../state/visible.ts';
import { roleText } from '../provider/words.ts';

export type CardRow = AnswerOf<typeof providerList.json>['items'][number];

/** A count that the server sorts by. */
const counted = (
  id: SortOf<typeof providerList> & keyof CardRow,
  header: string,
  hint?: string,
  hidden = false,
): Column<CardRow, SortOf<typeof providerList>> => ({
  id,
  header,
  ...(hint === undefined ? {} : { hint }),
  sort: true,
  numeric: true,
  hidden,
  cell: (row) => {
    const value = row[id];
    return typeof value === 'number' ? countText(value) : '';
  },
});

export const columns: readonly Column<CardRow, SortOf<typeof providerList>>[] = [
  { id: 'provider', header: 'Provider', sort: true, cell: ({ provider }) => shownText(provider) },
  { id: 'name', header: 'Name', sort: true, cell: ({ name }) => name },
  {
    id: 'role',
    header: 'Role',
    sort: true,
    filter: ({ role }) => ({ role }),
    cell: ({ role }) => <span title={roleText(role)}>{role}</span>,
  },
  counted('tracebacks', 'Tracebacks', 'with a hop of the provider in this role'),
  counted('tracebacks_proven', 'Proven', 'of these, where records prove the hop'),
  counted('tracebacks_claimed', 'Only claimed', 'where only the provider below names it'),
  counted('campaigns', 'Campaigns', 'distinct campaigns of these tracebacks'),
  counted('requests', 'Requests', 'that were sent'),
  counted('answered_in_time', 'In time'),
  counted('answered_late', 'Late'),
  counted('refused', 'Refused'),
  counted('silent', 'Silent', 'delivered and reminded of, without an answer'),
  counted('waiting', 'Open'),
  {
    id: 'median_hours',
    header: 'Median hours',
    hint: 'from delivery to answer, of the requests that were answered',
    sort: true,
    numeric: true,
    cell: ({ median_hours }) => (median_hours === null ? 'none' : median_hours.toFixed(1)),
  },
  counted('legs', 'Legs', 'that members reported'),
  counted('suspicious_legs', 'Suspicious legs', 'legs of campaigns'),
  {
    id: 'suspicious_per_million',
    header: 'Share of suspicious legs',
    hint: 'with its bounds; below one in a hundred it is told in a million; none below 1,000 legs',
    sort: true,
    cell: ({ suspicious_legs_in_words }) => <span className="said">{suspicious_legs_in_words}</span>,
  },
  counted('members', 'Seen by members', 'members that reported such legs', true),
  counted('signed_a', 'Signed A', 'legs that the provider signed itself with A', true),
  counted('signed_a_wrongly', "Signed A, nobody's number", undefined, true),
];
