import { NoSuchError } from '@ringtrace/cases/work/find';
import { lookAtFeeds } from '@ringtrace/ingest/feed/watch/standing';
import { troublesOf } from '@ringtrace/ingest/status/sources';
import { feedStates, stateOf } from '@ringtrace/ingest/status/state';
import { visible } from '@ringtrace/platform/visible';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { scopeOf } from '../people/session.ts';
import { readRejects } from '../queries/dead-letters.ts';
import {
  gapSorts,
  readCalledHours,
  readClocks,
  readDifferences,
  readGaps,
  readLegs,
  readReceived,
  readRecentHours,
  readSources,
  recentHours,
} from '../queries/feeds.ts';
import { aMinuteByScope, keptFor } from '../queries/kept.ts';
import { silentHours, usualDays } from '../queries/silent-hours.ts';
import { waitingMessages } from '../queries/waiting.ts';
import { bare, defineRoute, nothing } from '../route/define.ts';
import { inOrder } from '../route/in-order.ts';
import { defineList } from '../route/list.ts';
import type { Work } from '../route/work.ts';
import { carrierParam, ownCarrier } from './own-carrier.ts';
import { period, rangeOf } from './period.ts';

const tag = 'Feeds';
const maybe = z.iso.datetime().nullable();

const feedRow = z.object({
  carrier: z.string(),
  source: z
    .string()
    .describe("The switch or file that the batches name; '' = messages that could not be read"),
  state: z.enum(feedStates),
  rule: z.string().describe('The rule that says so'),
  troubles: z.string().describe("What else needs a look; '' = nothing"),
  last_received: maybe.describe('When the last message came'),
  last_batch: maybe.describe('When its last batch was made'),
  last_call: maybe.describe('Newest call'),
  silent_s: z.number().nullable().describe('Seconds since the last message'),
  lag_s: z.number().nullable().describe('Seconds from the last call to the making of its batch'),
  batches: z.number(),
  records: z.number(),
  rejected: z.number(),
  unreadable: z.number().describe('Whole messages that are open dead letters'),
  sequence_gaps: z.number().describe('Batches missing between the first and the last one'),
  clock_offset_s: z
    .number()
    .nullable()
    .describe("Seconds by which the carrier's clock is ahead; null = unknown"),
  clock_neighbors: z.number(),
  waiting: z
    .number()
    .nullable()
    .describe("Messages of the carrier's topic that are not stored yet; null = not known"),
  recent: z
    .array(z.number())
    .describe('Records of each of the 24 hours before the newest message of all feeds'),
});
type FeedRow = z.output<typeof feedRow>;

/** Clocks are computed from calls of three hours: once a minute is enough. */
const clocksFor = keptFor(aMinuteByScope, readClocks);

/** What is known of the feeds that somebody may see. */
async function feedsSeen({ store, kafka, session }: Work, one?: string): Promise<FeedRow[]> {
  const scope = one ?? scopeOf(session);
  const [rows, hours, clocks, waiting] = await Promise.all([
    readSources(store, scope),
    readRecentHours(store, scope),
    clocksFor(store, scope),
    waitingMessages(kafka),
  ]);
  const clockOf = new Map(clocks.map((clock) => [clock.carrier, clock]));
  const rates = Map.groupBy(hours, ({ carrier, source }) => `${carrier}/${source}`);
  const known = rows.map((row): FeedRow => {
    const {
      carrier,
      source,
      silent,
      recent_records: _,
      recent_rejected: __,
      last_sequence: ___,
      ...figures
    } = row;
    const { clock_offset_s = null, clock_neighbors = 0 } = clockOf.get(carrier) ?? {};
    const troubles = troublesOf({ ...row, clock_offset_s, clock_neighbors });
    const by = new Map(rates.get(`${carrier}/${source}`)?.map(({ back, records }) => [back, records]));
    return {
      ...figures,
      carrier,
      source: visible(source),
      ...stateOf(row),
      troubles: troubles.join('; '),
      clock_offset_s,
      clock_neighbors,
      waiting: waiting?.get(carrier) ?? null,
      recent: Array.from({ length: recentHours }, (_, i) => by.get(recentHours - 1 - i) ?? 0),
    };
  });
  const seen = new Set(known.map(({ carrier }) => carrier));
  const silentYet = [...(waiting?.keys() ?? [])].filter(
    (carrier) => !seen.has(carrier) && (scope === '' || carrier === scope),
  );
  return [...known, ...silentYet.map((carrier) => neverSent(carrier, waiting?.get(carrier) ?? null))];
}

const neverSent = (carrier: string, waiting: number | null): FeedRow => ({
  carrier,
  source: '',
  state: 'new',
  rule: 'It has a topic. Nothing that it sent was stored yet.',
  troubles: '',
  last_received: null,
  last_batch: null,
  last_call: null,
  silent_s: null,
  lag_s: null,
  batches: 0,
  records: 0,
  rejected: 0,
  unreadable: 0,
  sequence_gaps: 0,
  clock_offset_s: null,
  clock_neighbors: 0,
  waiting,
  recent: [],
});

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

const rejectShape = z.object({
  reason: z.string(),
  field: z.string(),
  whole: z.boolean().describe('Whole messages, not single records'),
  open: z.number(),
  replayed: z.number(),
  first: z.iso.datetime(),
  latest: z.iso.datetime(),
  example: z.string().describe('What is wrong, without the numbers that it may quote'),
  partition: z.number().describe('Place of the newest one'),
  offset: z.number(),
  record_index: z.number(),
});

export const feedRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/feeds/{carrier}',
  tag,
  summary:
    "One carrier's feed: its sources, clock, waiting messages, rejects, and feeds from folders of this machine",
  needs: 'feeds',
  params: carrierParam,
  out: z.object({
    carrier: z.string(),
    sources: z.array(feedRow),
    clock: z.object({
      offset_s: z.number().nullable(),
      neighbors: z.number(),
      differences: z
        .array(z.object({ neighbor: z.string(), ahead_s: z.number(), shared_calls: z.number() }))
        .nullable()
        .describe('Beside the clock of each neighbor; null = not shown to a person of a carrier'),
    }),
    waiting: z.number().nullable(),
    rejects: z.array(rejectShape).describe('All reasons and fields'),
    folders: z
      .array(
        z.object({
          directory: z.string(),
          source: z.string(),
          running: z.boolean(),
          records: z.number(),
          refused: z.number(),
          damaged: z.array(z.string()),
          spooled_batches: z.number(),
          trouble: z.string(),
        }),
      )
      .describe(
        "Folders that 'ringtrace feed --watch' of this machine reads; none for a person of a carrier",
      ),
  }),
  async handle({ office: work, params }) {
    const carrier = ownCarrier(work.session, params.carrier);
    const all = scopeOf(work.session) === '';
    const [sources, clocks, differences, rejects] = await Promise.all([
      feedsSeen(work, carrier),
      clocksFor(work.store, carrier),
      all ? differencesFor(work.store, carrier) : null,
      readRejects(work.store, feedTopic(carrier)),
    ]);
    if (sources.length === 0)
      throw new NoSuchError(`no feed of a carrier '${carrier}' is known: the list of feeds has all`);
    const [clock] = clocks;
    const folders = all
      ? lookAtFeeds(work.config.RINGTRACE_HOME).filter((feed) => feed.carrier === carrier)
      : [];
    return {
      carrier,
      sources,
      clock: {
        offset_s: clock?.clock_offset_s ?? null,
        neighbors: clock?.clock_neighbors ?? 0,
        differences,
      },
      waiting: sources[0]?.waiting ?? null,
      rejects: rejects.map((row) => ({ ...row, example: visible(row.example) })),
      folders: folders.map((feed) => ({
        ...feed,
        directory: visible(feed.directory),
        source: visible(feed.source),
        damaged: feed.damaged.map(visible),
        trouble: visible(feed.trouble),
      })),
    };
  },
});
const differencesFor = keptFor(aMinuteByScope, readDifferences);

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

const point = z.object({ at: z.iso.datetime(), records: z.number(), rejected: z.number() });
const iso = (s: number) => new Date(s * 1_000).toISOString();

export const feedRateRoute = defineRoute({
  method: 'get',
  path: '/console/feeds/{carrier}/rate',
  tag,
  summary:
    'Records of a carrier over time: by the time of the call, or as they came from each source; and silent hours',
  needs: 'feeds',
  params: carrierParam,
  query: z.strictObject({
    ...period,
    by: z
      .enum(['calls', 'received'])
      .default('calls')
      .describe('The time of the call, or when the record came'),
  }),
  body: nothing,
  out: z.object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    step_s: z.number().describe('Seconds of a point; a point without records is 0'),
    series: z.array(z.object({ name: z.string(), points: z.array(point) })),
    silent: z
      .array(z.object({ from: z.iso.datetime(), to: z.iso.datetime(), usual: z.number(), known: z.number() }))
      .describe('Hours of calls without any, against the days before'),
  }),
  async handle({ office: { store, session }, params, query }) {
    const carrier = ownCarrier(session, params.carrier);
    const rows = await readSources(store, carrier);
    if (rows.length === 0)
      throw new NoSuchError(`nothing of a carrier '${carrier}' was stored yet: the list of feeds has all`);
    const newest = query.by === 'calls' ? 'last_call' : 'last_received';
    const last = Math.max(0, ...rows.map((row) => Date.parse(row[newest] ?? '') || 0));
    const { from, to, step } = rangeOf(query, last);
    const [found, hours] = await Promise.all([
      query.by === 'calls'
        ? readLegs(store, { carrier, from, to, step }).then((legs) =>
            legs.map((row) => ({ ...row, source: '', rejected: 0 })),
          )
        : readReceived(store, { topic: feedTopic(carrier), from, to, step }),
      readCalledHours(store, { carrier, from: from - usualDays * 86_400, to }),
    ]);
    const bySource = Map.groupBy(found, ({ source }) => source);
    return {
      from: iso(from),
      to: iso(to),
      step_s: step,
      series: seriesOf(bySource, { from, to, step }),
      silent: silentHours(
        hours.map(({ hour }) => hour),
        from,
        to,
      ).map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
    };
  },
});

/** More lines than this nobody tells apart; the rest is one. */
const mostLines = 5;

interface Counted {
  readonly at: number;
  readonly records: number;
  readonly rejected: number;
}

/** A point for each step, also where nothing came. */
function seriesOf(
  bySource: ReadonlyMap<string, readonly Counted[]>,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
) {
  const sum = (rows: readonly Counted[]) => rows.reduce((all, { records }) => all + records, 0);
  const largest = [...bySource].toSorted(([, a], [, b]) => sum(b) - sum(a));
  const rest = largest.slice(mostLines).flatMap(([, rows]) => rows);
  const lines: (readonly [string, readonly Counted[]])[] = largest.slice(0, mostLines);
  if (rest.length > 0) lines.push([`${largest.length - mostLines} other sources`, rest]);
  const places = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return lines.map(([name, rows]) => {
    const at = Map.groupBy(rows, (row) => row.at);
    const points = places.map((place) => {
      const here = at.get(place) ?? [];
      return {
        at: iso(place),
        records: sum(here),
        rejected: here.reduce((all, { rejected }) => all + rejected, 0),
      };
    });
    return { name: name === '' ? 'legs' : visible(name), points };
  });
}
