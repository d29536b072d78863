import { visible } from '@ringtrace/platform/visible';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { gapSorts, readGaps } from '../../queries/feeds.ts';
import { defineList } from '../../route/list.ts';
import { carrierParam, ownCarrier } from '../own-carrier.ts';
import { tag } from './seen.ts';

const gapRow = z.object({
  source: z.string(),
  first_missing: z.number().describe('Sequence number of the first batch that is missing'),
  last_missing: z.number(),
  missing: z.number().describe('Batches that are missing'),
  before: z.iso.datetime().describe('When the batch before them was made'),
  after: z.iso.datetime().describe('When the batch behind them was made'),
});

export const gapList = defineList({
  path: '/console/feed-gaps',
  tag,
  summary: 'Missing batches of a carrier: holes in the sequence numbers of each source',
  needs: 'feeds',
  filters: { carrier: carrierParam.shape.carrier },
  sorts: gapSorts,
  row: gapRow,
  async rows({ store, session }, { query, sort, descending, limit, offset }) {
    const topic = feedTopic(ownCarrier(session, query.carrier));
    const found = await readGaps(store, sort, descending, { topic, limit, offset });
    const [any] =
      found.length > 0 ? found : await readGaps(store, sort, descending, { topic, limit: 1, offset: 0 });
    return {
      items: found.map(({ total: _, ...row }) => ({ ...row, source: visible(row.source) })),
      total: any?.total ?? 0,
    };
  },
});
