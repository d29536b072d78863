import { hourS } from '@ringtrace/schemas/durations';
import type { JudgedSegment } from '../segments/judged-segment.ts';
import { type Hours, type NamedSegment, spanOf } from '../segments/queries.ts';
import { thresholds } from '../thresholds.ts';
import type { Change } from './change.ts';
import { type LinkableSegment, linkableSegment } from './linkable-segment.ts';
import { OwnerHours } from './owner-hours.ts';
import type { SegmentSource } from './source.ts';

interface Hour {
  readonly build: number;
  /** Segments that may belong to a campaign. */
  readonly segments: readonly LinkableSegment[];
}

/** The longest gap within a campaign, s. */
const reachS = thresholds.campaignGapH * hourS;
const isWithin = ({ first, last }: Hours, hour: number) => hour >= first && hour <= last;
/** These hours, and those near enough to be of the same campaign. */
const withReach = ({ first, last }: Hours): Hours => ({
  first: Math.max(0, first - reachS),
  last: last + reachS,
});

/**
 * Keeps the current segments: those that may belong to a campaign, and the ordinary hours of their numbers and customers.
 * An ordinary hour speaks for its number or customer, and has no suspicious calls (`calls` is 0). Segments of an hour are
 * read again only when that hour, or an hour within reach of it, was judged again.
 */
export class SegmentMemory {
  readonly #source: SegmentSource;
  readonly #hours = new Map<number, Hour>();
  /** Ordinary segments by hour. */
  readonly #ordinary = new Map<number, readonly LinkableSegment[]>();
  readonly #ids = new Set<string>();

  constructor(source: SegmentSource) {
    this.#source = source;
  }

  has(segment_id: string): boolean {
    return this.#ids.has(segment_id);
  }

  /** Reads what was judged since the last time; returns what changed by it. Where a read fails, nothing changes. */
  async update(): Promise<Change<LinkableSegment>> {
    const judged = await this.#source.judgedHours();
    const changed = judged.filter(({ hour, build }) => this.#hours.get(hour)?.build !== build);
    if (changed.length === 0) return { gone: [], come: [] };
    const range = spanOf(changed);
    const read = Map.groupBy(await this.#source.segments(changed), ({ hour }) => hour);
    const now = new Map(
      changed.map(({ hour, build }) => {
        const segments = (read.get(hour) ?? []).map(linkableSegment);
        // An hour may be judged once more between the two reads: then its segments are of a newer build.
        return [hour, { build: segments[0]?.build ?? build, segments }];
      }),
    );
    const ordinary = await this.#readOrdinary(new Map([...this.#hours, ...now]), withReach(range));
    return this.#replace(now, withReach(range), ordinary);
  }

  /** Ordinary segments in `range` of numbers and customers that have other segments within reach. */
  async #readOrdinary(hours: ReadonlyMap<number, Hour>, range: Hours): Promise<LinkableSegment[]> {
    const around = [...hours].filter(([hour]) => isWithin(withReach(range), hour));
    const owners = new OwnerHours(around.flatMap(([, { segments }]) => segments));
    if (owners.isEmpty) return [];
    const found = await this.#source.ordinarySegments(range, owners.owners());
    const near = found.filter((segment) => owners.isNear(segment, reachS));
    const known = new Map(this.#ordinaryIn(range).map((segment) => [segment.segment_id, segment]));
    const formerOf = ({ segment_id, build }: NamedSegment) => {
      const former = known.get(segment_id);
      return former?.build === build ? former : undefined;
    };
    const unknown = near.filter((segment) => formerOf(segment) === undefined);
    const read = unknown.length === 0 ? [] : await this.#source.namedSegments(unknown);
    return [...near.flatMap((segment) => formerOf(segment) ?? []), ...read.map(asOrdinary)];
  }

  #ordinaryIn(range: Hours): LinkableSegment[] {
    return [...this.#ordinary].flatMap(([hour, segments]) => (isWithin(range, hour) ? segments : []));
  }

  #replace(
    hours: ReadonlyMap<number, Hour>,
    range: Hours,
    ordinary: readonly LinkableSegment[],
  ): Change<LinkableSegment> {
    const before = new Set(this.#ordinaryIn(range));
    const after = new Set(ordinary);
    for (const [hour, read] of hours) {
      for (const segment of this.#hours.get(hour)?.segments ?? []) before.add(segment);
      for (const segment of read.segments) after.add(segment);
      this.#hours.set(hour, read);
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

const asOrdinary = (segment: JudgedSegment) => linkableSegment({ ...segment, calls: 0 });
