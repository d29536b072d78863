import { feedStates } from '@ringtrace/ingest/status/state';
import { z } from 'zod';
import { inOrder } from '../../route/in-order.ts';
import { defineList } from '../../route/list.ts';
import { type FeedRow, feedRow, feedsSeen, tag } from './seen.ts';

const sorts = [
  'state',
  'carrier',
  'source',
  'last_received',
  'last_call',
  'lag_s',
  'records',
  'rejected',
  'sequence_gaps',
  'clock_offset_s',
  'waiting',
] as const;

/** Worst first, where a list descends. */
const keyOf = (row: FeedRow, sort: (typeof sorts)[number]) =>
  sort === 'state' ? -feedStates.indexOf(row.state) : row[sort];

export const feedList = defineList({
  path: '/console/feeds',
  tag,
  summary:
    'Feeds, a row for each carrier and source: rate, lag, gaps, rejects, clock, and the state in words',
  needs: 'feeds',
  filters: {
    carrier: z.string().max(64).optional().describe('Only this carrier'),
    state: z.enum(feedStates).optional().describe('Only sources in this state'),
  },
  sorts,
  row: feedRow,
  async rows(work, { query, sort, descending, limit, offset }) {
    const all = (await feedsSeen(work)).filter(
      (row) =>
        (query.carrier === undefined || row.carrier === query.carrier) &&
        (query.state === undefined || row.state === query.state),
    );
    const ordered = inOrder(all, (row) => keyOf(row, sort), descending);
    return { items: ordered.slice(offset, offset + limit), total: all.length };
  },
});
