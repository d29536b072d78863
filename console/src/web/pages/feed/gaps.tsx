import type { gapList } from '../../../server/routes/feeds/gaps.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { countText } from '../../parts/count.ts';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable, type SortOf } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { csvAddress } from '../../state/csv.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { feedSearch } from './search.ts';

const columns: readonly Column<AnswerOf<typeof gapList.json>['items'][number], SortOf<typeof gapList>>[] = [
  { id: 'source', header: 'Source', sort: true, cell: ({ source }) => source },
  {
    id: 'first_missing',
    header: 'From batch',
    numeric: true,
    cell: ({ first_missing }) => countText(first_missing),
  },
  {
    id: 'last_missing',
    header: 'To batch',
    numeric: true,
    cell: ({ last_missing }) => countText(last_missing),
  },
  { id: 'missing', header: 'Missing', numeric: true, sort: true, cell: ({ missing }) => countText(missing) },
  { id: 'before', header: 'Batch before made', cell: ({ before }) => <Time at={before} /> },
  { id: 'after', header: 'Batch behind made', sort: true, cell: ({ after }) => <Time at={after} /> },
];

/** Holes in the sequence numbers of the batches. */
export function Gaps({ carrier }: { readonly carrier: string }) {
  const { sort, offset } = usePageSearch(feedSearch);
  const query = { carrier, ...(sort === undefined ? {} : { sort }) };
  const found = useAnswer<typeof gapList.json>('/console/feed-gaps', { query: { ...query, offset } });
  return (
    <Section
      title="Missing batches"
      note="Each batch of a source has a number one higher than the one before. Ask the carrier to send the missing ones again."
    >
      <Answered of={found}>
        {({ items, total }) => (
          <DataTable
            caption="Missing batches"
            rows={items}
            total={total}
            columns={columns}
            rowKey={(row) => JSON.stringify([row.source, row.first_missing])}
            csv={csvAddress('/console/feed-gaps', query)}
            emptyText="No batch is missing between the first and the last one of each source."
          />
        )}
      </Answered>
    </Section>
  );
}
