import type { deadLetterList } from '../../../server/routes/dead-letters.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Choice, Filters } from '../../parts/filters.tsx';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable, type SortOf } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePatch, useRawSearch } from '../../state/use-search.ts';
import { DeadLetter } from './dead-letter.tsx';
import { feedSearch } from './search.ts';

type Row = AnswerOf<typeof deadLetterList.json>['items'][number];

const columns: readonly Column<Row, SortOf<typeof deadLetterList>>[] = [
  { id: 'received_at', header: 'Received', sort: true, cell: ({ received_at }) => <Time at={received_at} /> },
  {
    id: 'reason',
    header: 'Reason',
    sort: true,
    filter: ({ reason }) => ({ why: reason }),
    cell: ({ reason }) => reason,
  },
  {
    id: 'field',
    header: 'Field',
    sort: true,
    filter: ({ field }) => ({ field }),
    cell: ({ field }) => field,
  },
  { id: 'detail', header: 'What is wrong', cell: ({ detail }) => detail },
  {
    id: 'source',
    header: 'Source',
    sort: true,
    filter: ({ source }) => ({ source }),
    cell: ({ source }) => source,
  },
  {
    id: 'status',
    header: 'Status',
    filter: ({ status }) => ({ status }),
    cell: ({ status }) => (
      <Badge kind={status === 'open' ? 'warn' : 'ok'}>{status === 'open' ? 'open' : 'sent again'}</Badge>
    ),
  },
  {
    id: 'place',
    header: 'Place in Kafka',
    cell: ({ partition, offset, record_index }) =>
      `partition ${partition}, offset ${offset}${record_index < 0 ? ', whole message' : `, record ${record_index}`}`,
  },
];

/** Every dead letter of the carrier, and one of them in full. */
export function DeadLetters({ carrier }: { readonly carrier: string }) {
  const { sort, offset, why, field, source, status, at_partition, at_offset, at_record } =
    usePageSearch(feedSearch);
  const raw = useRawSearch();
  const patch = usePatch();
  const query = { carrier, reason: why, field, source, status, ...(sort === undefined ? {} : { sort }) };
  const found = useAnswer<typeof deadLetterList.json>('/console/dead-letters', {
    query: { ...query, offset },
  });
  const isFiltered = [why, field, source, status].some((value) => value !== undefined);
  return (
    <>
      {at_partition === undefined || at_offset === undefined || at_record === undefined ? null : (
        <DeadLetter carrier={carrier} partition={at_partition} offset={at_offset} record_index={at_record} />
      )}
      <Section title="Dead letters">
        <Filters>
          <Choice
            label="Status"
            all="all"
            value={status}
            values={['open', 'replayed', 'closed']}
            onChoose={(one) => patch({ status: one })}
          />
          {isFiltered ? (
            <button
              type="button"
              onClick={() =>
                patch({ why: undefined, field: undefined, source: undefined, status: undefined })
              }
            >
              {[why, field, source].filter((value) => value !== undefined && value !== '').join(' · ') ||
                'Filtered'}
              : show all
            </button>
          ) : null}
        </Filters>
        <Answered of={found}>
          {({ items, total }) => (
            <DataTable
              caption="Dead letters"
              rows={items}
              total={total}
              columns={columns}
              rowKey={(row) => JSON.stringify([row.partition, row.offset, row.record_index])}
              rowLink={(row) =>
                addresses.feed(carrier, {
                  ...raw,
                  at_partition: String(row.partition),
                  at_offset: String(row.offset),
                  at_record: String(row.record_index),
                })
              }
              csv={csvAddress('/console/dead-letters', query)}
              emptyText={
                isFiltered ? 'No dead letter is like this.' : 'Nothing that this carrier sent was refused.'
              }
            />
          )}
        </Answered>
      </Section>
    </>
  );
}
