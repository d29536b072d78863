import type { Period } from '@ringtrace/platform/retention-settings';
import { dayMs } from '@ringtrace/schemas/durations';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import type { RetentionKind } from '@ringtrace/schemas/tables/retention';
import { type Cut, endOfPartition, startOfPartition } from './calendar.ts';
import {
  type Cuttable,
  cuttables,
  type Drop,
  type Due,
  droppableBefore,
  type Horizon,
  horizonsAt,
  isKeptRest,
  type NotedHorizon,
  newestDrops,
  newHorizons,
  type Partition,
  partitionsDue,
  settleMs,
} from './plan.ts';

/** What is known of a store when somebody asks what retention will do. Times in ms since 1970. */
export interface Known {
  readonly periods: ReadonlyMap<RetentionKind, Period>;
  readonly horizons: readonly NotedHorizon[];
  readonly partitions: readonly Partition[];
  readonly drops: readonly Drop[];
  /** What goes at once. */
  readonly due: readonly Due[];
  readonly now: number;
  /** The moment from which periods count back: see `todayOf`. */
  readonly today: number;
}

/** The partitions of one table that go. */
export interface Going {
  readonly table: string;
  readonly cut: Cut;
  readonly partitions: readonly number[];
  readonly rows: number;
  readonly bytes: number;
  /** When the first of them begins and the last one ends, ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/** What a run does next. */
export interface Foresight {
  /** Horizons that the next run writes down. */
  readonly horizons: readonly Horizon[];
  /** What goes at the next run. */
  readonly due: readonly Going[];
  /** What goes once the horizons have stood for ten minutes. */
  readonly coming: readonly Going[];
  /** From when on that may go. Undefined where the horizon is not written down yet, or nothing comes. */
  readonly comingAt: number | undefined;
}

function summed(due: readonly Pick<Due, 'of' | 'partition'>[]): Going[] {
  return [...Map.groupBy(due, ({ of }) => of)].map(([{ table, cut }, own]) => {
    const partitions = own.map(({ partition }) => partition.partition).toSorted((a, b) => a - b);
    return {
      table: table.name,
      cut,
      partitions,
      rows: own.reduce((sum, { partition }) => sum + partition.rows, 0),
      bytes: own.reduce((sum, { partition }) => sum + partition.bytes, 0),
      from: Math.min(...partitions.map((one) => startOfPartition(cut, one))),
      to: Math.max(...partitions.map((one) => endOfPartition(cut, one))),
    };
  });
}

/** What the next run does, and what goes ten minutes after it or after an earlier one. */
export function foresee({ periods, horizons, partitions, drops, due, now, today }: Known): Foresight {
  const wanted = newHorizons(horizonsAt(periods, today), horizons);
  const all = [...horizons, ...wanted.map((one) => ({ ...one, noted_at: now }))];
  const later = partitionsDue(partitions, drops, droppableBefore(periods, all, now + settleMs), {
    now,
    released: new Set(),
  });
  const isNow = ({ of, partition }: Due) =>
    due.some((one) => one.of === of && one.partition.partition === partition.partition);
  const coming = later.filter((one) => !isNow(one));
  const unsettled = horizons.filter(({ kind, noted_at }) => periods.has(kind) && noted_at + settleMs > now);
  const isWritten = wanted.length === 0 && coming.length > 0 && unsettled.length > 0;
  return {
    horizons: wanted,
    due: summed(due),
    coming: summed(coming),
    comingAt: isWritten ? Math.max(...unsettled.map(({ noted_at }) => noted_at)) + settleMs : undefined,
  };
}

const holds = (kind: RetentionKind, { kinds }: Cuttable) => kinds[0] === kind;

/** Rows of a kind as they are stored. What only points at CDRs (arrivals) takes disk space, but is no further record. */
export function storedOf(kind: RetentionKind, partitions: readonly Partition[]) {
  const own = partitions.filter(({ table }) =>
    cuttables.some((one) => holds(kind, one) && one.table.name === table),
  );
  return {
    rows: own.filter(({ table }) => table !== arrivals.name).reduce((sum, { rows }) => sum + rows, 0),
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/**
 * When the oldest partition of a kind goes: at the next run, at a time in ms since 1970, or only once newer calls come, as periods count from
 * the newest call (see `todayOf`). Undefined where nothing is stored but what is kept.
 */
export type Goes = 'next run' | 'after newer calls' | number | undefined;

/** What `oldestGoes` means at this moment. */
export function goesAt(at: number | undefined, { now, today }: Pick<Known, 'now' | 'today'>): Goes {
  if (at === undefined || at > now) return at;
  return at <= today ? 'next run' : 'after newer calls';
}

/**
 * When the oldest partition of a kind goes, ms since 1970. It may be long past: then it is the next run. Undefined where nothing is
 * stored but what is kept.
 */
export function oldestGoes(
  kind: RetentionKind,
  { days }: Period,
  { partitions, drops }: Pick<Known, 'partitions' | 'drops'>,
): number | undefined {
  const newest = newestDrops(drops);
  const ends = cuttables
    .filter((one) => one.kinds.length === 1 && holds(kind, one))
    .flatMap(({ table: { name }, cut }) =>
      partitions
        .filter((one) => one.table === name && !isKeptRest(one, newest.of(one)))
        .map(({ partition }) => endOfPartition(cut, partition)),
    );
  if (ends.length === 0) return undefined;
  // A month goes as a whole, and the day before the horizon of CDRs stays a day longer.
  return Math.min(...ends) + (days + (kind === 'cdr' ? 1 : 0)) * dayMs;
}
