import type { Store } from '@ringtrace/platform/clickhouse';
import type { Period } from '@ringtrace/platform/retention-settings';
import { dayMs } from '@ringtrace/schemas/durations';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import {
  keptLegs,
  type RetentionKind,
  retentionDrops,
  retentionHorizons,
  retentionSteps,
} from '@ringtrace/schemas/tables/retention';
import type { CaseLog } from '../log/log.ts';
import { newId, ref } from '../model/ids.ts';
import { copyToStore } from '../store/copy.ts';
import { startOfDay } from './calendar.ts';
import { type CitedByCases, casesNow } from './cited.ts';
import { keepOf, keptLegsOf, readFor } from './keep.ts';
import { type Keeper, readKeepers } from './keepers.ts';
import {
  cuttables,
  type Drop,
  type Due,
  droppableBefore,
  type Horizon,
  horizonsAt,
  type NotedHorizon,
  newHorizons,
  type Partition,
  partitionsDue,
} from './plan.ts';
import { daysKeptForCases, everyDrop, notedHorizons, partitionsHeld } from './queries.ts';
import { dropScratch, replacePartition } from './replace.ts';
import type { Shards } from './shards.ts';
import { goneBy, settledSteps, stepOf, writeSteps } from './steps.ts';
import { synchronise } from './synchronise.ts';

export interface Retention {
  readonly log: CaseLog;
  readonly store: Store;
  readonly shards: Shards;
  readonly periods: ReadonlyMap<RetentionKind, Period>;
  readonly now: () => number;
  /** The moment from which periods count back, ms since 1970: see `todayOf`. */
  readonly today: number;
  /** Once it aborts, a run ends after the partition that it is at. */
  readonly signal?: AbortSignal | undefined;
}

/** What is stored now, and what goes. */
export interface Outlook {
  readonly horizons: readonly NotedHorizon[];
  readonly partitions: readonly Partition[];
  readonly keepers: readonly Keeper[];
  readonly drops: readonly Drop[];
  /** What goes at once. */
  readonly due: readonly Due[];
}

/** A partition that went. */
interface Dropped {
  readonly table: string;
  readonly partition: number;
  readonly records: number;
  readonly kept: number;
}

/** What every shard holds of the tables that go by partitions, added up. */
async function partitionsOf({ shards }: Pick<Retention, 'shards'>): Promise<Partition[]> {
  const sums = new Map<string, Partition>();
  for (const shard of shards.all) {
    const names = new Map(
      cuttables
        .filter(({ table }) => shards.of(table).includes(shard))
        .map(({ table }) => [shard.tableOf(table), table.name]),
    );
    for (const found of await shard.store.query(partitionsHeld, { tables: [...names.keys()] })) {
      const table = names.get(found.table) ?? found.table;
      const key = `${table} ${found.partition}`;
      const before = sums.get(key);
      sums.set(key, {
        table,
        partition: found.partition,
        rows: (before?.rows ?? 0) + found.rows,
        bytes: (before?.bytes ?? 0) + found.bytes,
      });
    }
  }
  return [...sums.values()];
}

/** Days that keep legs for a case which keeps none any more, such as one whose hold was released. */
async function releasedDays(store: Store, keepers: readonly Keeper[]): Promise<Set<number>> {
  const keeping = new Set(keepers.map(({ case_id }) => case_id));
  const days = await store.query(daysKeptForCases, {});
  return new Set(days.filter(({ ids }) => ids.some((id) => !keeping.has(id))).map(({ day }) => day));
}

/** Looks, and changes nothing but the copy of the log in the store. */
export async function lookAhead(retention: Retention): Promise<Outlook> {
  const { log, store, periods, now } = retention;
  await copyToStore(log, store);
  const [horizons, partitions, keepers] = await Promise.all([
    store.query(notedHorizons, {}),
    partitionsOf(retention),
    readKeepers(store, now()),
  ]);
  const drops = await store.query(everyDrop, {});
  const due = partitionsDue(partitions, drops, droppableBefore(periods, horizons, now()), {
    now: now(),
    released: await releasedDays(store, keepers),
  });
  return { horizons, partitions, keepers, drops, due };
}

/** Writes down the horizons of today where they lie further ahead than those before. Nothing goes before others have learned of them. */
async function noteHorizons({ log, store, periods, now, today }: Retention): Promise<NotedHorizon[]> {
  const noted = await store.query(notedHorizons, {});
  const fresh = newHorizons(horizonsAt(periods, today), noted);
  if (fresh.length === 0) return [];
  // First the log: a horizon never goes back, so none is in force of which the log knows nothing.
  for (const one of fresh) noteHorizon(log, one, settingOf(periods, one.kind));
  const rows = fresh.map((one) => ({ ...one, noted_at: now() }));
  await store.insertRows(
    retentionHorizons,
    rows.map(({ horizon, whole_from, ...row }) => ({
      ...row,
      horizon: horizon / 1_000,
      whole_from: whole_from / 1_000,
    })),
  );
  return rows;
}

/** What one run did. */
export interface RetentionRun {
  readonly noted: readonly NotedHorizon[];
  readonly dropped: readonly Dropped[];
}

/**
 * One run of retention. It writes down horizons, and drops what was past a horizon for long enough.
 * Each partition is a step of its own: a run may end anywhere, and the next one goes on. Only one may run at a time: see `aloneIn`.
 */
export async function runRetention(retention: Retention): Promise<RetentionRun> {
  const noted = await noteHorizons(retention);
  for (const shard of retention.shards.all) await dropScratch(shard);
  const dropped: Dropped[] = [];
  const { due } = await lookAhead(retention);
  for (const one of due) {
    if (retention.signal?.aborted === true) break;
    const done = await dropOne(retention, one);
    if (done !== undefined) dropped.push(done);
  }
  return { noted, dropped: dropped.filter(({ records }) => records > 0) };
}

/** Up to when campaigns are old, ms since 1970. */
const oldBefore = ({ periods, today }: Retention) =>
  startOfDay(today) - (periods.get('campaign')?.days ?? 0) * dayMs;

/** How often a partition is planned in one run where casework changes what it cites meanwhile. */
const mostPlans = 3;

/**
 * Drops a partition on every shard that holds it. Undefined where casework went on changing what it cites: the partition waits for the next
 * run.
 */
async function dropOne(retention: Retention, due: Due): Promise<Dropped | undefined> {
  const drop_id = due.begun?.drop_id ?? newId('retention');
  for (let i = 0; i < mostPlans; i++) {
    const dropped = await tryToDrop(retention, due, drop_id);
    if (dropped !== undefined) return dropped;
  }
  return undefined;
}

/**
 * Plan, write down, replace, note. Undefined where casework cites something else than what was planned with: what went by then is written
 * down shard by shard.
 */
async function tryToDrop(retention: Retention, due: Due, drop_id: string): Promise<Dropped | undefined> {
  const { store, shards, periods, now, log } = retention;
  const { of, partition } = due;
  const own = shards.of(of.table);
  const where = { shards: own, table: of.table, partition: partition.partition };
  await synchronise(shards, [...readFor(of.table), retentionSteps]);
  const before = goneBy(await settledSteps(store, { drop_id, at: now() + 1 }, where));
  const cases = await casesNow(retention, due);
  const isWhole = due.isWhole && before.records === 0;
  const keep = await keepOf(store, { ...due, isWhole }, { cited: cases.cited, since: oldBefore(retention) });
  // What was just written down as kept must be on every node that may be asked for it.
  await synchronise(shards, readFor(of.table));
  const plans = [];
  try {
    for (const shard of own) {
      const plan = await replacePartition(shard, of.table, partition.partition, keep);
      plans.push({ ...plan, step: stepOf(drop_id, shard, plan.counts) });
    }
    const steps = plans.flatMap(({ step }) => step ?? []);
    const total = goneBy(steps.map((step) => ({ ...step, state: 'done' })));
    const kept = plans.reduce((sum, { counts }) => sum + counts.kept, 0);
    const [kind = 'cdr'] = of.kinds;
    const row = {
      drop_id,
      dropped_table: of.table.name,
      kind,
      partition: partition.partition,
      records: before.records + total.records,
      identities: before.identities + total.identities,
      kept,
      setting: settingOf(periods, kind),
    };
    await store.insertRows(retentionDrops, [{ ...row, state: 'planned', at: now() }]);
    await writeSteps(store, steps, now());
    for (const [i, plan] of plans.entries()) {
      if (!(await cases.stands())) return undefined;
      // From here on the drop is written down as begun: whatever comes, the next run ends it.
      if (i === 0 && of.table.name === cdrStore.name)
        await forgetReleased(retention, partition.partition, cases.cited);
      await plan.replace();
      if (plan.step !== undefined) await writeSteps(store, [{ ...plan.step, state: 'done' }], now() + 1);
    }
    if (row.records > 0) note(log, row);
    await store.insertRows(retentionDrops, [{ ...row, state: 'done', at: now() + 1 }]);
    return { table: row.dropped_table, partition: row.partition, records: row.records, kept };
  } finally {
    for (const plan of plans) await plan.discard();
  }
}

/** Takes the legs of cases that keep none any more out of the list of kept legs. */
async function forgetReleased({ store, shards }: Retention, day: number, cited: CitedByCases): Promise<void> {
  if (!(await releasedDays(store, cited.keepers)).has(day)) return;
  for (const shard of shards.of(keptLegs)) {
    const plan = await replacePartition(shard, keptLegs, day, keptLegsOf(cited));
    try {
      await plan.replace();
    } finally {
      await plan.discard();
    }
  }
}

const settingOf = (periods: Retention['periods'], kind: RetentionKind): string => {
  const period = periods.get(kind);
  return period === undefined ? '' : `${period.setting}=${period.days}`;
};

/** The horizon in the log of casework, once. A process may have ended before the store had it. */
function noteHorizon(log: CaseLog, { kind, horizon, whole_from }: Horizon, setting: string): void {
  log.transact({ name: 'ringtrace', reason: 'the period of the settings' }, (w) => {
    const thing = ref('retention', `horizon-${kind}`);
    const known = w.load(thing)?.state;
    if (known !== undefined && 'horizon' in known && known.horizon === horizon) return;
    w.append(thing, { type: 'horizon_noted', data: { kind, horizon, whole_from, setting } });
  });
}

const clock = { name: 'ringtrace', reason: 'its period is over' };

/** The drop in the log of casework, once. */
function note(
  log: CaseLog,
  row: { drop_id: string; dropped_table: string; kind: RetentionKind } & Omit<Dropped, 'table'> & {
      setting: string;
    },
): void {
  log.transact(clock, (w) => {
    const thing = ref('retention', row.drop_id);
    if (w.load(thing) !== undefined) return;
    const { dropped_table: table, kind, partition, records, kept, setting } = row;
    w.append(thing, { type: 'records_dropped', data: { table, kind, partition, records, kept, setting } });
  });
}
