import type { feedList } from '../../../server/routes/feeds/list.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Spark } from '../../charts/spark.tsx';
import { countText } from '../../parts/count.ts';
import type { Column, SortOf } from '../../parts/table.tsx';
import { Duration, Time } from '../../parts/time.tsx';
import { FeedState } from './state.tsx';

export type FeedRow = AnswerOf<typeof feedList.json>['items'][number];

/** Seconds as a length of time. */
const Seconds = ({ of }: { readonly of: number | null }) =>
  of === null ? <span className="faint">none</span> : <Duration ms={of * 1_000} />;

const clockText = (offset_s: number) =>
  offset_s === 0 ? 'right' : `${countText(Math.abs(offset_s))} s ${offset_s > 0 ? 'ahead' : 'behind'}`;

/** The first sentence of a rule has its figures. The others say what the rule is, the same words in every row. */
const figuresOf = (rule: string) => rule.split(/(?<=[.]) /, 1).join('');

export const columns: readonly Column<FeedRow, SortOf<typeof feedList>>[] = [
  { id: 'carrier', header: 'Carrier', sort: true, cell: ({ carrier }) => carrier },
  {
    id: 'source',
    header: 'Source',
    hint: 'the switch or file that the batches name',
    sort: true,
    cell: ({ source, batches, unreadable }) =>
      source !== '' ? (
        source
      ) : (
        <span className="faint">{batches + unreadable === 0 ? 'none' : 'not readable'}</span>
      ),
  },
  {
    id: 'state',
    header: 'State',
    sort: true,
    filter: ({ state }) => ({ state }),
    cell: ({ state, rule }) => <FeedState state={state} rule={rule} />,
  },
  {
    id: 'rule',
    header: 'Why',
    // The state's own columns have the figures; sentences in each row leave them no room.
    hidden: true,
    hint: 'the figures; the state has the whole rule, and so does the page of the feed',
    cell: ({ rule }) => <span title={rule}>{figuresOf(rule)}</span>,
  },
  {
    id: 'recent',
    header: 'Records, last 24 h',
    hint: 'received in each hour before the newest message of all feeds',
    cell: ({ recent }) => <Spark values={recent} label="Records received in an hour" />,
  },
  {
    id: 'last_received',
    header: 'Last message',
    sort: true,
    cell: ({ last_received }) => <Time at={last_received} />,
  },
  {
    id: 'last_call',
    header: 'Newest call',
    sort: true,
    hidden: true,
    cell: ({ last_call }) => <Time at={last_call} />,
  },
  {
    id: 'lag_s',
    header: 'Lag',
    hint: 'from the newest call to the making of its batch',
    sort: true,
    numeric: true,
    cell: ({ lag_s, batches }) => <Seconds of={batches === 0 ? null : lag_s} />,
  },
  {
    id: 'waiting',
    header: 'Waiting',
    hint: "messages of the carrier's topic that are not stored yet",
    sort: true,
    numeric: true,
    cell: ({ waiting }) => countText(waiting),
  },
  {
    id: 'records',
    header: 'Records',
    hint: 'in all messages: a record that was sent twice counts twice, and is stored once',
    sort: true,
    numeric: true,
    cell: ({ records }) => countText(records),
  },
  {
    id: 'rejected',
    header: 'Rejected',
    hint: 'records that became dead letters, also those sent again since',
    sort: true,
    numeric: true,
    cell: ({ rejected }) => countText(rejected),
  },
  {
    id: 'sequence_gaps',
    header: 'Missing batches',
    sort: true,
    numeric: true,
    cell: ({ sequence_gaps }) => countText(sequence_gaps),
  },
  {
    id: 'clock_offset_s',
    header: 'Clock',
    hint: 'against the carriers that report the same calls',
    sort: true,
    numeric: true,
    cell: ({ clock_offset_s }) =>
      clock_offset_s === null ? <span className="faint">not known</span> : clockText(clock_offset_s),
  },
  { id: 'troubles', header: 'Needs a look', hidden: true, cell: ({ troubles }) => troubles },
];
