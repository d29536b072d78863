import type { peopleChanges } from '../../../server/routes/people.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable, type SortOf } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { auditSearch } from './search.ts';

type Change = AnswerOf<typeof peopleChanges.json>['items'][number];
const words = {
  added: 'was added',
  role: 'got another role',
  password: 'got a new password, or chose one',
  removed: 'was taken away',
} as const;

const columns: readonly Column<Change, SortOf<typeof peopleChanges>>[] = [
  {
    id: 'sequence',
    header: 'Entry',
    numeric: true,
    sort: true,
    cell: ({ sequence }) => sequence.toLocaleString('en-US'),
  },
  { id: 'at', header: 'When', cell: ({ at }) => <Time at={at} /> },
  { id: 'actor', header: 'Who did it', cell: ({ actor }) => actor },
  { id: 'name', header: 'Person', cell: ({ name }) => name },
  { id: 'change', header: 'What', cell: ({ change }) => words[change] },
  { id: 'role', header: 'Role', cell: ({ role, carrier }) => (carrier === '' ? role : `${role} ${carrier}`) },
  { id: 'reason', header: 'Why', cell: ({ reason }) => <span className="said">{reason}</span> },
];

/** Who gave whom which role in the console. */
export function PeopleChanges() {
  const { sort, offset } = usePageSearch(auditSearch);
  const query = sort === undefined ? {} : { sort };
  const found = useAnswer<typeof peopleChanges.json>('/console/people-changes', {
    query: { ...query, offset },
  });
  return (
    <Section title="Changes of people" note="Who may do what in this console, and who said so.">
      <Answered of={found}>
        {({ items, total }) => (
          <DataTable
            caption="Changes of people"
            rows={items}
            total={total}
            columns={columns}
            rowKey={({ sequence }) => String(sequence)}
            csv={csvAddress('/console/people-changes', query)}
          />
        )}
      </Answered>
    </Section>
  );
}
