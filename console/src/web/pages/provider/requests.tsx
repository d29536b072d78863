import { Badge } from '../../parts/badge.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Section } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import type { CardAnswer } from './identity.tsx';

type Row = CardAnswer['requests']['items'][number];
const kinds: Readonly<Record<string, 'ok' | 'warn' | 'bad' | 'info'>> = {
  answered: 'ok',
  answered_late: 'warn',
  overdue: 'warn',
  non_responsive: 'bad',
  bounced: 'bad',
};
const words = (text: string) => text.replaceAll('_', ' ');

const columns: readonly Column<Row>[] = [
  {
    id: 'request_id',
    header: 'Request',
    cell: ({ request_id }) => request_id,
    sort: ({ request_id }) => request_id,
  },
  {
    id: 'status',
    header: 'Status',
    sort: ({ status }) => status,
    cell: ({ status }) => <Badge kind={kinds[status] ?? 'info'}>{words(status)}</Badge>,
  },
  {
    id: 'sent_at',
    header: 'Sent',
    sort: ({ sent_at }) => sent_at ?? '',
    cell: ({ sent_at }) => <Time at={sent_at} />,
  },
  {
    id: 'due_at',
    header: 'Due',
    sort: ({ due_at }) => due_at ?? '',
    cell: ({ due_at }) => <Time at={due_at} />,
  },
  {
    id: 'answered_at',
    header: 'Answered',
    sort: ({ answered_at }) => answered_at ?? '',
    cell: ({ answered_at }) => <Time at={answered_at} />,
  },
  { id: 'answer', header: 'Answer', cell: ({ answer }) => words(answer) },
  {
    id: 'agreement',
    header: 'Against records',
    cell: ({ agreement }) =>
      agreement === '' ? null : (
        <Badge kind={agreement === 'agrees' ? 'ok' : agreement === 'contradicts' ? 'bad' : 'plain'}>
          {agreement}
        </Badge>
      ),
  },
];
const ofTheGroup: readonly Column<Row>[] = [
  ...columns,
  {
    id: 'named_by',
    header: 'Named by',
    cell: ({ named_by }) => (named_by === '' ? null : <Provider id={named_by} />),
  },
  {
    id: 'case_id',
    header: 'Case',
    cell: ({ case_id }) =>
      case_id === '' ? null : <PageLink to={addresses.case(case_id)}>{case_id}</PageLink>,
  },
];

/** What the provider was asked, and what became of it. */
export function Requests({ card: { requests } }: { readonly card: CardAnswer }) {
  const mayLook = useMay('look');
  return (
    <Section
      title="Requests and answers"
      note={
        requests.total > requests.items.length
          ? `The newest ${requests.items.length} of ${requests.total} requests.`
          : 'Requests that went out, the newest first.'
      }
    >
      <DataTable
        caption="Requests"
        rows={requests.items}
        columns={mayLook ? ofTheGroup : columns}
        rowKey={({ request_id }) => request_id}
        emptyText="This provider was asked nothing."
      />
    </Section>
  );
}
