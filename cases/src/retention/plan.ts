import type { Period } from '@ringtrace/platform/retention-settings';
import { dayMs, minuteMs } from '@ringtrace/schemas/durations';
import type { Table } from '@ringtrace/schemas/table';
import { segmentCallKeys, segmentCallsStore, segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { deadLetters } from '@ringtrace/schemas/tables/feed';
import type { RetentionKind } from '@ringtrace/schemas/tables/retention';
import { builds, busyNumbersStore, sourceMinutesStore } from '@ringtrace/schemas/tables/rollups';
import { type Cut, endOfPartition, startOfDay, startOfMonth } from './calendar.ts';

/** A table that goes by whole partitions. */
export interface Cuttable {
  readonly table: Table;
  /** Its partitions go once the periods of all of these are over. */
  readonly kinds: readonly RetentionKind[];
  readonly cut: Cut;
}

/** The tables, in the order in which they go. What says that a day holds work goes before its CDRs. */
export const cuttables: readonly Cuttable[] = [
  { table: arrivals, kinds: ['cdr'], cut: 'day' },
  { table: cdrStore, kinds: ['cdr'], cut: 'day' },
  { table: sourceMinutesStore, kinds: ['rollup'], cut: 'day' },
  { table: busyNumbersStore, kinds: ['rollup'], cut: 'day' },
  { table: segmentCallsStore, kinds: ['campaign'], cut: 'month' },
  { table: segmentCallKeys, kinds: ['campaign'], cut: 'month' },
  { table: segmentsStore, kinds: ['campaign'], cut: 'month' },
  { table: builds, kinds: ['rollup', 'campaign'], cut: 'day' },
  { table: deadLetters, kinds: ['dead_letter'], cut: 'month' },
];

/** Nothing of the kind before `horizon` is accepted, built or judged; what lies before `whole_from` may go. ms since 1970. */
export interface Horizon {
  readonly kind: RetentionKind;
  readonly horizon: number;
  readonly whole_from: number;
}

/** A horizon as it was written down. */
export type NotedHorizon = Horizon & { readonly noted_at: number };

/** Segments and dead letters go by whole months. The day before the horizon of CDRs stays: hours are judged with those beside. */
function wholeFrom(kind: RetentionKind, horizon: number): number {
  if (kind === 'cdr') return horizon - dayMs;
  return kind === 'rollup' ? horizon : startOfMonth(horizon);
}

/** The horizons by these periods at a moment. */
export const horizonsAt = (periods: ReadonlyMap<RetentionKind, Period>, now: number): Horizon[] =>
  [...periods].map(([kind, { days }]) => {
    const horizon = Math.max(0, startOfDay(now) - days * dayMs);
    return { kind, horizon, whole_from: Math.max(0, wholeFrom(kind, horizon)) };
  });

/** The horizons that lie further ahead than what was noted: one that was noted never goes back. */
export const newHorizons = (wanted: readonly Horizon[], noted: readonly NotedHorizon[]): Horizon[] =>
  wanted.filter(({ kind, horizon }) => noted.every((one) => one.kind !== kind || one.horizon < horizon));

/** Blocks and builds that were under way when a horizon was noted have ended after this time, ms. */
export const settleMs = 10 * minuteMs;

/**
 * Up to where partitions of each kind may go now: up to what was noted long enough ago, and never further than today's period says. So a
 * longer period keeps what is still there, though the horizon stays. A kind without a period keeps all.
 */
export function droppableBefore(
  periods: ReadonlyMap<RetentionKind, Period>,
  noted: readonly NotedHorizon[],
  now: number,
): ReadonlyMap<RetentionKind, number> {
  const settled = noted.filter(({ noted_at }) => noted_at + settleMs <= now);
  return new Map(
    horizonsAt(periods, now).flatMap(({ kind, whole_from }) => {
      const own = settled.filter((one) => one.kind === kind);
      if (own.length === 0) return [];
      return [[kind, Math.min(whole_from, Math.max(...own.map((one) => one.whole_from)))]];
    }),
  );
}

/** A partition of one table, over all shards. */
export interface Partition {
  readonly table: string;
  readonly partition: number;
  readonly rows: number;
  readonly bytes: number;
}

/** An earlier drop of a partition. */
export interface Drop {
  readonly drop_id: string;
  readonly table: string;
  readonly partition: number;
  readonly records: number;
  readonly kept: number;
  readonly identities: number;
  readonly state: 'planned' | 'done';
  readonly at: number;
}

/** A partition that goes, and the drop of it that was begun and not ended. */
export interface Due {
  readonly of: Cuttable;
  readonly partition: Partition;
  readonly begun: Drop | undefined;
  /** No drop of it was ever begun. */
  readonly isWhole: boolean;
}

const isPast = ({ kinds, cut }: Cuttable, partition: number, before: ReadonlyMap<RetentionKind, number>) =>
  kinds.every((kind) => endOfPartition(cut, partition) <= (before.get(kind) ?? 0));

/** The newest drop of each partition. */
export function newestDrops(drops: readonly Drop[]) {
  const key = ({ table, partition }: Pick<Partition, 'table' | 'partition'>) => `${table} ${partition}`;
  const newest = new Map(drops.toSorted((a, b) => a.at - b.at).map((drop) => [key(drop), drop]));
  return {
    of: (partition: Pick<Partition, 'table' | 'partition'>) => newest.get(key(partition)),
    all: [...newest.values()],
  };
}

/** Whether a partition went already, and holds only what was kept then. */
export const isKeptRest = ({ rows }: Partition, last: Drop | undefined): boolean =>
  last?.state === 'done' && rows <= last.kept;

/** Months hold what a case or a campaign keeps. They are looked at once a day: it may be kept no more. */
const lookAgainMs = dayMs;

/**
 * The partitions that go now, in the order in which they go. One that went already is due again where it holds more than was kept, such as
 * after a crash half-way or a restored backup. It is due again, too, where the kept rows may go as well.
 * @param released days of CDRs that keep legs for a case that keeps none any more
 */
export function partitionsDue(
  partitions: readonly Partition[],
  drops: readonly Drop[],
  before: ReadonlyMap<RetentionKind, number>,
  { now, released }: { readonly now: number; readonly released: ReadonlySet<number> },
): Due[] {
  const newest = newestDrops(drops);
  const due = (of: Cuttable, partition: Partition): Due[] => {
    if (!isPast(of, partition.partition, before)) return [];
    const last = newest.of(partition);
    const begun = last?.state === 'planned' ? last : undefined;
    const mayGo =
      of.table.name === cdrStore.name
        ? released.has(partition.partition)
        : of.cut === 'month' && last !== undefined && last.at + lookAgainMs <= now;
    return isKeptRest(partition, last) && !mayGo
      ? []
      : [{ of, partition, begun, isWhole: last === undefined }];
  };
  const isThere = ({ table, partition }: Drop) =>
    partitions.some((one) => one.table === table && one.partition === partition);
  return cuttables.flatMap((of) => [
    ...partitions
      .filter(({ table }) => table === of.table.name)
      .toSorted((a, b) => a.partition - b.partition)
      .flatMap((partition) => due(of, partition)),
    // Nothing of it is left, and nobody has said so: the process ended in between.
    ...newest.all
      .filter((drop) => drop.table === of.table.name && drop.state === 'planned' && !isThere(drop))
      .map((begun) => ({
        of,
        partition: { table: begun.table, partition: begun.partition, rows: 0, bytes: 0 },
        begun,
        isWhole: false,
      })),
  ]);
}

const inDays = (ms: number) => `${Math.ceil(ms / dayMs)} days`;

/**
 * Refuses periods of CDRs and dead letters that are shorter than the time for which Kafka keeps the feeds. Feeds that are read again would
 * become dead letters, and verify could not account for what the topics hold. Throws with the way out.
 * @param longestMs the longest `retention.ms` of a feed topic; Infinity = for ever, 0 = there is no topic
 */
export function checkAgainstKafka(periods: ReadonlyMap<RetentionKind, Period>, longestMs: number): void {
  for (const kind of ['cdr', 'dead_letter'] as const) {
    const period = periods.get(kind);
    if (period === undefined || period.days * dayMs > longestMs) continue;
    const kept = Number.isFinite(longestMs) ? inDays(longestMs) : 'for ever';
    throw new Error(
      `${period.setting}=${period.days} is not longer than Kafka keeps the feeds (${kept}): feeds that are read again would become dead letters. Raise the period, or lower retention.ms of the topics cdr.*`,
    );
  }
}
