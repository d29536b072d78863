import { Badge } from '../../parts/badge.tsx';
import { countText } from '../../parts/count.ts';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import { inHundred } from '../campaign/shown.ts';
import type { CardAnswer } from './identity.tsx';

type Row = CardAnswer['campaigns']['items'][number];

const columns: readonly Column<Row>[] = [
  { id: 'campaign_id', header: 'Campaign', cell: ({ campaign_id }) => campaign_id },
  {
    id: 'proven',
    header: 'Origin',
    sort: ({ proven }) => Number(proven),
    cell: ({ proven }) => (
      <Badge kind={proven ? 'ok' : 'warn'}>{proven ? 'proven by records' : 'only claimed'}</Badge>
    ),
  },
  { id: 'status', header: 'Status', sort: ({ status }) => status, cell: ({ status }) => status },
  {
    id: 'calls',
    header: 'Calls',
    numeric: true,
    sort: ({ calls }) => calls,
    cell: ({ calls }) => countText(calls),
  },
  {
    id: 'first_seen',
    header: 'First call',
    sort: ({ first_seen }) => first_seen,
    cell: ({ first_seen }) => <Time at={first_seen} />,
  },
  {
    id: 'last_seen',
    header: 'Last call',
    sort: ({ last_seen }) => last_seen,
    cell: ({ last_seen }) => <Time at={last_seen} />,
  },
];
const withScore: readonly Column<Row>[] = [
  ...columns,
  {
    id: 'score',
    header: 'Score',
    numeric: true,
    sort: ({ score }) => score ?? 0,
    cell: ({ score }) => (score === null ? '' : inHundred(score)),
  },
];

/** Campaigns that began at the provider: by records, or only by what others say. */
export function Campaigns({ card: { campaigns } }: { readonly card: CardAnswer }) {
  const mayLook = useMay('look');
  return (
    <Section
      title="Campaigns as origin"
      note={`${mayLook ? "Proven: the provider's own leg shows its own customer. Only claimed: somebody else names it as the furthest provider, and nothing is proven." : 'Campaigns in which your own legs show your own customer.'} As they stand now.${campaigns.total > campaigns.items.length ? ` The first ${campaigns.items.length} of ${campaigns.total}.` : ''}`}
    >
      <DataTable
        caption="Campaigns"
        rows={campaigns.items}
        columns={mayLook ? withScore : columns}
        rowKey={({ campaign_id }) => campaign_id}
        {...(mayLook ? { rowLink: (row: Row) => addresses.campaign(row.campaign_id) } : {})}
        emptyText="No campaign has this provider as its origin."
      />
    </Section>
  );
}
