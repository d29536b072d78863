import { defineQuery, type Query, type Store } from '@ringtrace/platform/clickhouse';
import * as words from '@ringtrace/schemas/casework/words';
import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';

/** Filters of a list by the column that each one is about. A list has the columns of its own. */
type Filters = Readonly<Record<string, string>>;

export interface Wanted {
  readonly filters: Filters;
  /** Rows behind this place; undefined = from the newest on. */
  readonly behind: Place | undefined;
  readonly limit: number;
  /** ms since 1970; undefined = now. */
  readonly as_of: number | undefined;
}

/** A row's place in its list: the newest row comes first. */
interface Place {
  /** ISO 8601. */
  readonly time: string;
  readonly id: string;
}

/** Rows of a list. `total` counts all rows that the filters let through, on whatever page. */
export interface Page<R> {
  readonly items: readonly R[];
  readonly total: number;
  /** Place of the last row, where more rows follow. */
  readonly next: Place | undefined;
}

type Params = Readonly<Record<string, string | number>>;

/** A list over a view of casework. */
export interface List<R> {
  readonly name: string;
  readonly row: z.ZodType<R>;
  /** Columns that can be filtered by, with the values that each one can have. */
  readonly filters: Readonly<Record<string, z.ZodType<string>>>;
  placeOf(row: R): Place;
  readonly now: Statements<R>;
  /** undefined where the view knows only how things stand now. */
  readonly asOf: Statements<R> | undefined;
}

interface Statements<R> {
  readonly rows: Query<Params, R>;
  readonly total: Query<Params, { total: number }>;
}

interface ListOf<S extends z.ZodRawShape> {
  /** Name of the view. */
  readonly view: string;
  readonly id: string;
  /** Column by which the newest comes first. */
  readonly time: string;
  readonly columns: S;
  /** Whether there is a view of any moment, too; true unless said. */
  readonly history?: boolean;
  readonly filters: List<unknown>['filters'];
  placeOf(row: z.output<z.ZodObject<S>>): Place;
}

/** Columns of the event after which a thing stood so. */
const event = { sequence: z.number(), changed_at: z.iso.datetime(), changed_by: z.string() };

const moment = z.iso.datetime();
/** null = never. */
const maybe = moment.nullable();
/** Any value to filter by. */
const value = z.string().min(1).max(200);
const number = z.number().int();
const text = z.string();

function defineList<S extends z.ZodRawShape>({
  view,
  id,
  time,
  columns,
  filters,
  history = true,
  placeOf,
}: ListOf<S>): List<z.output<z.ZodObject<S>>> {
  const row = z.object(columns);
  const filtered = Object.keys(filters).map(
    (name) => `({${name}: String} = '' OR ifNull(toString(${name}), '') = {${name}: String})`,
  );
  const statements = (from: string) => ({
    rows: defineQuery<Params>()({
      name: `list of ${view}`,
      row,
      sql: `
SELECT ${Object.keys(columns).join(', ')} FROM ${from}
WHERE ${[...filtered, `({behind_id: String} = '' OR (${time}, ${id}) < (fromUnixTimestamp64Milli({behind: Int64}), {behind_id: String}))`].join(' AND ')}
ORDER BY ${time} DESC, ${id} DESC LIMIT {limit: UInt32}`,
    }),
    total: defineQuery<Params>()({
      name: `number of ${view}`,
      row: z.object({ total: z.number() }),
      sql: `SELECT count() AS total FROM ${from} WHERE ${filtered.join(' AND ')}`,
    }),
  });
  return {
    name: view,
    row,
    filters,
    placeOf,
    now: statements(view),
    asOf: history ? statements(`${view}_as_of(as_of = fromUnixTimestamp64Milli({as_of: Int64}))`) : undefined,
  };
}

export const cases = defineList({
  view: 'cases',
  id: 'case_id',
  time: 'opened_at',
  columns: {
    case_id: text,
    source: text,
    title: text,
    category: text,
    campaign_id: text,
    candidate_id: text,
    live: z.boolean(),
    status: text,
    assignee: text,
    held: z.boolean(),
    outcome: text,
    opened_at: moment,
    closed_at: maybe,
    ...event,
  },
  filters: {
    status: z.enum(words.caseStatuses),
    source: z.enum(words.caseSources),
    category: value,
    assignee: value,
    campaign_id: value,
    candidate_id: value,
  },
  placeOf: ({ opened_at, case_id }) => ({ time: opened_at, id: case_id }),
});

export const tracebacks = defineList({
  view: 'tracebacks',
  id: 'traceback_id',
  time: 'opened_at',
  columns: {
    traceback_id: text,
    case_id: text,
    calling_number: z.coerce.string(),
    call_time: moment,
    window_s: number,
    status: text,
    outcome: text,
    provider: text,
    country: text,
    detail: text,
    ask: text,
    hops: number,
    proven_hops: number,
    opened_at: moment,
    ended_at: maybe,
    ...event,
  },
  filters: {
    case_id: value,
    status: z.enum(words.tracebackStatuses),
    outcome: z.enum(words.outcomes),
    provider: value,
    ask: value,
  },
  placeOf: ({ opened_at, traceback_id }) => ({ time: opened_at, id: traceback_id }),
});

export const requests = defineList({
  view: 'requests',
  id: 'request_id',
  time: 'drafted_at',
  columns: {
    request_id: text,
    traceback_id: text,
    case_id: text,
    provider: text,
    position: number,
    status: text,
    batch_id: text,
    channel: text,
    address: text,
    named_by: text,
    volume_calls: number,
    answer_id: text,
    reminders: number,
    drafted_at: moment,
    approved_at: maybe,
    sent_at: maybe,
    delivered_at: maybe,
    acknowledged_at: maybe,
    due_at: maybe,
    reminded_at: maybe,
    answered_at: maybe,
    ...event,
  },
  filters: {
    case_id: value,
    traceback_id: value,
    provider: value,
    status: z.enum(words.requestStatuses),
    batch_id: value,
  },
  placeOf: ({ drafted_at, request_id }) => ({ time: drafted_at, id: request_id }),
});

export const answers = defineList({
  view: 'answers',
  id: 'answer_id',
  time: 'given_at',
  columns: {
    answer_id: text,
    request_id: text,
    traceback_id: text,
    provider: text,
    kind: text,
    upstream: text,
    country: text,
    customer_name: text,
    agreement: text,
    findings: z.array(text),
    given_by: text,
    way: text,
    received_at: moment,
    given_at: moment,
    amended_at: maybe,
    amendments: number,
    ...event,
  },
  filters: {
    request_id: value,
    traceback_id: value,
    provider: value,
    kind: z.enum(words.answerKinds),
    agreement: z.enum(words.agreements),
    way: z.enum(words.answerWays),
  },
  placeOf: ({ given_at, answer_id }) => ({ time: given_at, id: answer_id }),
});

export const actions = defineList({
  view: 'actions',
  id: 'action_id',
  time: 'recorded_at',
  columns: {
    action_id: text,
    case_id: text,
    traceback_id: text,
    provider: text,
    caller: text,
    action: text,
    taken_at: maybe,
    detail: text,
    recorded_at: moment,
    ...event,
  },
  filters: {
    case_id: value,
    traceback_id: value,
    provider: value,
    action: z.enum(words.actionTypes),
  },
  placeOf: ({ recorded_at, action_id }) => ({ time: recorded_at, id: action_id }),
});

export const candidates = defineList({
  view: 'traceback_candidates',
  id: 'candidate_id',
  time: 'event_time',
  history: false,
  columns: {
    candidate_id: text,
    campaign_id: text,
    status: text,
    revision: number,
    opened_at: maybe,
    event_time: moment,
    calling_number: z.coerce.string(),
    call_time: moment,
    terminating_carrier: text.nullable(),
    origin_provider: text.nullable(),
    claimed_origin: text.nullable(),
    entry_provider: text.nullable(),
    next_provider_to_ask: text.nullable(),
  },
  filters: { status: z.enum(candidateStatuses), campaign_id: value, origin_provider: value },
  placeOf: ({ event_time, candidate_id }) => ({ time: event_time, id: candidate_id }),
});

/** One page of a list. */
export async function pageOf<R>(store: Store, list: List<R>, wanted: Wanted): Promise<Page<R>> {
  const { filters, behind, limit, as_of } = wanted;
  const { rows, total } = as_of === undefined || list.asOf === undefined ? list.now : list.asOf;
  const filtered = Object.fromEntries(Object.keys(list.filters).map((name) => [name, filters[name] ?? '']));
  const moments = as_of === undefined ? {} : { as_of };
  const params = { ...filtered, ...moments };
  const [found, [counted]] = await Promise.all([
    store.query(
      rows,
      {
        ...params,
        behind: behind === undefined ? 0 : Date.parse(behind.time),
        behind_id: behind?.id ?? '',
        // One more tells whether a page follows.
        limit: limit + 1,
      },
      { date_time_output_format: 'iso' },
    ),
    store.query(total, params),
  ]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    total: counted?.total ?? 0,
    next: found.length > limit && last !== undefined ? list.placeOf(last) : undefined,
  };
}
