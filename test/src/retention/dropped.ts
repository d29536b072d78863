import { type CaseLog, openLog } from '@ringtrace/cases/log/log';
import { settleMs } from '@ringtrace/cases/retention/plan';
import { type Retention, type RetentionRun, runRetention } from '@ringtrace/cases/retention/run';
import { oneShard, type Shards } from '@ringtrace/cases/retention/shards';
import { type Candidate, listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { traceCalls } from '@ringtrace/detect/trace/trace';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { type Period, periodsOf } from '@ringtrace/platform/retention-settings';
import { dayMs } from '@ringtrace/schemas/durations';
import type { RetentionKind } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';
import { receive } from '../detect/feed.ts';
import { settle } from '../detect/settle.ts';
import { campaigns, day, everyday, toLegs, world } from '../detect/traffic.ts';
import { fillOnce } from '../store/prepared.ts';

/** CDRs are kept for five days, all else for ever. */
const fiveDays = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 5 });
/** A moment at which the day of the traffic is past this period. */
const later = day + 20 * dayMs;

/** Campaigns within everyday calls on one day, fed as batches and judged. This is done once for all tests of a run. */
export const judgedDay = (store: Store): Promise<void> => fillOnce('judged_day', store, judgeDay);

async function judgeDay(store: Store): Promise<void> {
  const w = world(45);
  const legs = toLegs([...everyday(w, 4_000), ...campaigns(w)]).map(({ row }) => row);
  await receive(store, legs, day + dayMs);
  await settle(store);
}

export interface Desk {
  readonly log: CaseLog;
  /** The moment that retention takes for now, ms since 1970. */
  now: number;
  /** One run at this moment. */
  run(): Promise<RetentionRun>;
  /** Notes the horizon, waits until it has settled, and drops. */
  drop(): Promise<RetentionRun>;
  readonly retention: Retention;
}

/** Retention over a store, with a log of its own. */
export function deskOver(
  store: Store,
  {
    periods = fiveDays,
    shards = oneShard(store),
  }: { periods?: ReadonlyMap<RetentionKind, Period>; shards?: Shards } = {},
): Desk {
  const log = openLog(':memory:', { now: () => desk.now });
  const desk: Desk = {
    log,
    now: later,
    // The traffic is of one day alone: no newer call is there that would move the horizon.
    get retention() {
      return { log, store, shards, periods, now: () => desk.now, today: desk.now };
    },
    run: () => runRetention(desk.retention),
    async drop() {
      await desk.run();
      desk.now += settleMs;
      return desk.run();
    },
  };
  return desk;
}

const anyRow = z.looseObject({});

/** Everything that is stored of the day in all its revisions. */
const legsStored = defineQuery()({
  name: 'rows stored',
  row: z.object({ key: z.string() }),
  sql: "SELECT concat(toString(carrier), ' ', toString(start_time), ' ', call_id, ' ', toString(ver)) AS key FROM cdr_store ORDER BY key",
});
export const stored = async (store: Store) => (await store.query(legsStored, {})).map(({ key }) => key);

/** Member legs of campaigns that are still read from cdr. */
const members = defineQuery()({
  name: 'member legs stored',
  row: anyRow,
  sql: `SELECT m.campaign_id AS campaign_id, count() AS members, countIf(c.call_id != '') AS stored
    FROM campaign_calls AS m LEFT JOIN cdr AS c ON c.carrier = m.carrier AND c.start_time = m.start_time AND c.call_id = m.call_id
    GROUP BY campaign_id ORDER BY campaign_id`,
});
const memberRow = z.object({ campaign_id: z.string(), members: z.number(), stored: z.number() });
export const membersStored = async (store: Store) => z.array(memberRow).parse(await store.query(members, {}));

/** Example legs that candidates show, as cdr has them now. */
const examples = defineQuery<{ carrier: string; call_id: string; start_ms: number }>()({
  name: 'one leg',
  row: anyRow,
  sql: 'SELECT * FROM cdr WHERE carrier = {carrier: String} AND call_id = {call_id: String} AND start_time = fromUnixTimestamp64Milli({start_ms: Int64})',
});

/** What people read of some candidates: its legs, and the traces of its calls. */
export async function readings(store: Store) {
  const candidates = (await listCandidates(store)).slice(0, 3);
  return Promise.all(candidates.map((candidate) => readingOf(store, candidate)));
}

async function readingOf(store: Store, candidate: Candidate) {
  const { evidence } = candidate;
  const requests = evidence.paths.map((path) => ({
    calling: path.calling_number,
    called: path.called_number,
    time: Date.parse(path.time),
  }));
  const traces = await traceCalls(store, requests);
  const legs = await Promise.all(
    evidence.examples.map((leg) =>
      store.query(examples, {
        carrier: leg.carrier,
        call_id: leg.call_id,
        start_ms: Date.parse(leg.start_time),
      }),
    ),
  );
  return { id: candidate.candidate_id, legs, traces };
}

const dropsNoted = defineQuery()({
  name: 'drops',
  row: z.object({ table: z.string(), identities: z.number(), state: z.string() }),
  sql: 'SELECT toString(dropped_table) AS table, identities, toString(state) AS state FROM retention_drops FINAL ORDER BY table, at',
});
export const drops = (store: Store) => store.query(dropsNoted, {});

const counted = defineQuery()({
  name: 'identities',
  row: z.object({ n: z.number() }),
  sql: 'SELECT count() AS n FROM cdr_store FINAL',
});
/** CDRs that are stored, each once. */
export const identities = async (store: Store) => (await store.query(counted, {}))[0]?.n ?? 0;
