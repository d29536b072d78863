import { troublesOf } from '@ringtrace/ingest/status/sources';
import { feedStates, stateOf } from '@ringtrace/ingest/status/state';
import type { Store } from '@ringtrace/platform/clickhouse';
import { visible } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { scopeOf } from '../../people/session.ts';
import { readClocks, readLastDays, readRecentHours, readSources, recentHours } from '../../queries/feeds.ts';
import { aMinuteByScope, keptFor } from '../../queries/kept.ts';
import { waitingMessages } from '../../queries/waiting.ts';
import type { Work } from '../../route/work.ts';

export const tag = 'Feeds';
const maybe = z.iso.datetime().nullable();

export const feedRow = z.object({
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
export type FeedRow = z.output<typeof feedRow>;

/** Clocks are computed from calls of three hours: once a minute is enough. */
export const clocksFor = keptFor(aMinuteByScope, readClocks);

/** Pages are refreshed every ten seconds: so often all batches that are stored are read, however many people look. */
const tenSeconds = { ms: 10_000, keyOf: (scope: string) => scope };
const allSources = keptFor(tenSeconds, readSources);

/** Sources in a scope, with the records of the last day of each. */
async function sourcesFor(store: Store, scope: string) {
  const rows = await (scope === '' ? allSources : readSources)(store, scope);
  const days = await readLastDays(store, scope, rows);
  const dayOf = (row: { readonly carrier: string; readonly source: string }) =>
    days.find(({ carrier, source }) => carrier === row.carrier && source === row.source);
  return rows.map((row) => {
    const { records = 0, rejected = 0 } = dayOf(row) ?? {};
    return { ...row, recent_records: records, recent_rejected: rejected };
  });
}

/** What is known of the feeds that somebody may see. */
export async function feedsSeen({ store, kafka, session }: Work, one?: string): Promise<FeedRow[]> {
  const scope = one ?? scopeOf(session);
  const [rows, hours, clocks, waiting] = await Promise.all([
    sourcesFor(store, scope),
    readRecentHours(store, scope),
    clocksFor(store, scopeOf(session)),
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
      open_records: ____,
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
