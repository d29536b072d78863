import { Bars } from '../../charts/bars.tsx';
import { Empty } from '../../parts/answered.tsx';
import { countText } from '../../parts/count.ts';
import { PageLink } from '../../parts/link.tsx';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import type { FeedAnswer } from './sources.tsx';

const nameOf = ({ reason, field, whole }: FeedAnswer['rejects'][number]) =>
  `${reason}${field === '' ? '' : ` · ${field}`}${whole ? ' · whole message' : ''}`;

/** Why records are refused, by reason and field. */
export function Rejects({ feed: { carrier, rejects } }: { readonly feed: FeedAnswer }) {
  return (
    <Section
      title="Rejects by reason and field"
      note="Records and whole messages that could not be accepted. Nothing of them is lost."
    >
      {rejects.length === 0 ? (
        <Empty>Nothing that this carrier sent was refused.</Empty>
      ) : (
        <>
          <Bars
            title="Open dead letters"
            description="By reason and field: the longest is what to tell the carrier first."
            rows={rejects.map((row) => ({ label: nameOf(row), value: row.open }))}
            unit="dead letters"
          />
          <Rows
            caption="Reasons"
            rows={rejects}
            rowKey={(row) => JSON.stringify([row.reason, row.field, row.whole])}
            columns={[
              {
                header: 'Reason',
                cell: (row) => (
                  <PageLink to={addresses.feed(carrier, { tab: 'dead', why: row.reason, field: row.field })}>
                    {row.reason}
                  </PageLink>
                ),
              },
              { header: 'Field', cell: ({ field, whole }) => (whole ? 'the whole message' : field) },
              { header: 'Open', numeric: true, cell: ({ open }) => countText(open) },
              { header: 'Sent again', numeric: true, cell: ({ replayed }) => countText(replayed) },
              { header: 'Closed', numeric: true, cell: ({ closed }) => countText(closed) },
              { header: 'First', cell: ({ first }) => <Time at={first} /> },
              { header: 'Newest', cell: ({ latest }) => <Time at={latest} /> },
              {
                header: 'Newest example',
                cell: (row) => (
                  <PageLink
                    to={addresses.feed(carrier, {
                      tab: 'dead',
                      at_partition: String(row.partition),
                      at_offset: String(row.offset),
                      at_record: String(row.record_index),
                    })}
                  >
                    {row.example}
                  </PageLink>
                ),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}
