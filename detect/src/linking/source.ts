import type { Store } from '@ringtrace/platform/clickhouse';
import { type JudgedSegment, readSegment } from '../segments/judged-segment.ts';
import type { JudgedHour, LastJudgement } from '../segments/last-judgement.ts';
import {
  type Customer,
  currentSegments,
  type Hours,
  judgedHours,
  type NamedSegment,
  namedSegments,
  type OrdinarySegment,
  ordinarySegments,
  spanOf,
} from '../segments/queries.ts';

/** Calling numbers, and customers of providers. */
export interface Owners {
  readonly numbers: readonly number[];
  readonly customers: readonly Customer[];
}

/** What linking reads. */
export interface SegmentSource {
  /** Each hour with its current build. */
  judgedHours(): Promise<readonly JudgedHour[]>;
  /** Segments of these hours, all but the ordinary ones. Those of a newer build, where an hour was judged again meanwhile. */
  segments(hours: readonly JudgedHour[]): Promise<readonly JudgedSegment[]>;
  /** Current ordinary segments of these hours that belong to one of these numbers or customers. */
  ordinarySegments(hours: Hours, owners: Owners): Promise<readonly OrdinarySegment[]>;
  /** Some of these with their counts, as far as they are still stored. */
  namedSegments(named: readonly NamedSegment[]): Promise<readonly JudgedSegment[]>;
}

/** The segments of a store. What `last` knows is not read. */
export const storeSegments = (store: Store, last: LastJudgement): SegmentSource => ({
  judgedHours: () => store.query(judgedHours, {}),
  async segments(hours) {
    const known = hours.flatMap((hour) => [...(last.of(hour)?.values() ?? [])]);
    const suspected = known.flatMap(({ segment }) => (segment.verdict === 'ordinary' ? [] : [segment]));
    const unknown = hours.filter((hour) => last.of(hour) === undefined);
    return byId([...suspected, ...(await readHours(store, unknown))]);
  },
  ordinarySegments: (hours, owners) => store.query(ordinarySegments, { ...hours, ...owners }),
  async namedSegments(named) {
    const knownOf = (one: NamedSegment) => last.of(one)?.get(one.segment_id)?.segment;
    const known = named.flatMap((one) => knownOf(one) ?? []);
    const unknown = named.filter((one) => knownOf(one) === undefined);
    if (unknown.length === 0) return byId(known);
    const read = await store.query(namedSegments, { ...spanOf(unknown), named: unknown });
    return byId([...known, ...read.map(readSegment)]);
  },
});

async function readHours(store: Store, hours: readonly JudgedHour[]): Promise<JudgedSegment[]> {
  if (hours.length === 0) return [];
  const wanted = new Set(hours.map(({ hour }) => hour));
  const found = await store.query(currentSegments, spanOf(hours));
  return found.filter(({ hour }) => wanted.has(hour)).map(readSegment);
}

const byId = (segments: JudgedSegment[]) => segments.sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
