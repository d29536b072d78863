import type { Store } from '@ringtrace/platform/clickhouse';
import { isCustomersSegment } from '../features/sources.ts';
import {
  currentSegments,
  type Hours,
  judgedHours,
  ordinarySegments,
  type Segment,
  spanOf,
} from '../segments/queries.ts';
import { thresholds } from '../thresholds.ts';
import type { Change } from './change.ts';
import { type Joining, joining } from './joining.ts';

interface Hour {
  readonly build: number;
  /** What may belong to a campaign. */
  readonly segments: readonly Joining[];
}

const reachS = thresholds.campaignGapH * 3_600;
const isWithin = ({ first, last }: Hours, hour: number) => hour >= first && hour <= last;
/** The hours that some hours can be connected with. */
const around = ({ first, last }: Hours): Hours => ({
  first: Math.max(0, first - reachS),
  last: last + reachS,
});

/**
 * The current segments: what may belong to a campaign, and the ordinary hours of its numbers and customers, these with no
 * calls. Those of an hour are read again only when it, or one within a campaign's gap of it, was judged again.
 */
export class SegmentMemory {
  readonly #store: Store;
  readonly #hours = new Map<number, Hour>();
  /** Ordinary hours of numbers and customers that are not ordinary within a campaign's gap of them. */
  readonly #ordinary = new Map<number, readonly Joining[]>();
  readonly #ids = new Set<string>();

  constructor(store: Store) {
    this.#store = store;
  }

  has(segment_id: string): boolean {
    return this.#ids.has(segment_id);
  }

  /** Reads what was judged since the last time; returns what changed by it. Where reading fails, nothing does. */
  async update(): Promise<Change<Joining>> {
    const judged = await this.#store.query(judgedHours, {});
    const changed = judged.filter(({ hour, build }) => this.#hours.get(hour)?.build !== build);
    if (changed.length === 0) return { gone: [], come: [] };
    const range = spanOf(changed);
    const read = Map.groupBy(await this.#store.query(currentSegments, range), ({ hour }) => hour);
    const now = new Map(
      changed.map(({ hour, build }) => {
        const segments = (read.get(hour) ?? []).map(joining);
        // An hour judged once more meanwhile brings its newer build with it.
        return [hour, { build: segments[0]?.build ?? build, segments }];
      }),
    );
    const ordinary = await this.#readOrdinary(new Map([...this.#hours, ...now]), around(range));
    return this.#replace(now, around(range), ordinary);
  }

  /** Ordinary segments of some hours that speak for a number or a customer of `hours`. */
  async #readOrdinary(hours: ReadonlyMap<number, Hour>, range: Hours): Promise<Joining[]> {
    const near = [...hours].filter(([hour]) => isWithin(around(range), hour));
    const owned = Map.groupBy(
      near.flatMap(([, { segments }]) => segments),
      ownerOf,
    );
    const owners = [...owned.values()].flatMap(([segment]) => segment ?? []);
    const numbers = owners.map((segment) => segment.calling_number).filter((number) => number !== 0);
    const customers = owners.filter(isCustomersSegment).map((segment) => segment.origin_key);
    if (numbers.length + customers.length === 0) return [];
    const found = await this.#store.query(ordinarySegments, { ...range, numbers, customers });
    const known = new Map(this.#ordinaryOf(range).map((segment) => [segment.segment_id, segment]));
    const speaks = (segment: Segment) =>
      owned.get(ownerOf(segment))?.some(({ hour }) => Math.abs(hour - segment.hour) <= reachS);
    return found.filter(speaks).map((segment) => {
      const former = known.get(segment.segment_id);
      return former?.build === segment.build ? former : joining({ ...segment, calls: 0 });
    });
  }

  #ordinaryOf(range: Hours): Joining[] {
    return [...this.#ordinary].flatMap(([hour, segments]) => (isWithin(range, hour) ? segments : []));
  }

  #replace(hours: ReadonlyMap<number, Hour>, range: Hours, ordinary: readonly Joining[]): Change<Joining> {
    const before = new Set(this.#ordinaryOf(range));
    const after = new Set(ordinary);
    for (const [hour, of] of hours) {
      for (const segment of this.#hours.get(hour)?.segments ?? []) before.add(segment);
      for (const segment of of.segments) after.add(segment);
      this.#hours.set(hour, of);
    }
    for (const hour of this.#ordinary.keys()) if (isWithin(range, hour)) this.#ordinary.delete(hour);
    for (const [hour, segments] of Map.groupBy(ordinary, (segment) => segment.hour))
      this.#ordinary.set(hour, segments);
    const change = { gone: [...before.difference(after)], come: [...after.difference(before)] };
    for (const { segment_id } of change.gone) this.#ids.delete(segment_id);
    for (const { segment_id } of change.come) this.#ids.add(segment_id);
    return change;
  }
}

/** Whose segment it is: a number's, or a customer's; undefined where many share it. */
function ownerOf(segment: Pick<Segment, 'calling_number' | 'origin_key'>): string | undefined {
  if (segment.calling_number !== 0) return String(segment.calling_number);
  return isCustomersSegment(segment) ? segment.origin_key : undefined;
}
