import { hourS } from '@ringtrace/schemas/durations';
import { features } from '../features/features.fixture.ts';
import type { Features } from '../features/features.ts';
import { noOriginKey } from '../features/segment-key.ts';
import { isCustomersSegment } from '../features/sources.ts';
import { baselineOf } from '../segments/baseline.ts';
import { readSegment } from '../segments/judged-segment.ts';
import type { JudgedHour } from '../segments/last-judgement.ts';
import type { Hours, NamedSegment, Segment } from '../segments/queries.ts';
import { linkableSegment } from './linkable-segment.ts';
import type { Owners, SegmentSource } from './source.ts';

/** A suspicious segment of a number in the n-th hour: a blast of 400 calls, unless `features` say otherwise. */
export function storedSegment(
  n: number,
  more: Partial<Omit<Segment, 'features'>> & { readonly features?: Partial<Features> } = {},
): Segment {
  const number = more.calling_number ?? 12_025_550_100;
  const first_ms = n * hourS * 1_000;
  const counted = { ...features, hour: n * hourS, number, callers: [number % 1_000_000], ...more.features };
  return {
    segment_id: `s-${n}-${number}`,
    hour: n * hourS,
    build: 1,
    verdict: 'suspicious',
    kind: number === 0 ? 'source' : 'number',
    ...noOriginKey,
    place: 'customer',
    place_provider: 'a',
    place_customer: 'x',
    caller_class: 'number',
    called_back_at: '',
    callers_called: false,
    calling_number: number,
    origin_provider: 'a',
    claimed_origin: '',
    first_ms,
    last_ms: first_ms + 3_000_000,
    calls: counted.calls,
    calls_build: 1,
    ...more,
    features: JSON.stringify({
      features: counted,
      baseline: baselineOf([], [], { receiving: 0.5, calledBack: 0.03 }),
    }),
  };
}

/** The same with what linking compares. */
export const linkableFrom = (...of: Parameters<typeof storedSegment>) =>
  linkableSegment(readSegment(storedSegment(...of)));

/** Segments in memory. Judging an hour replaces its segments under a new build, as detection does. */
export class MemorySegments implements SegmentSource {
  readonly #hours = new Map<number, { readonly build: number; readonly segments: readonly Segment[] }>();
  #builds = 0;
  /** Names of the reads so far. */
  readonly reads: string[] = [];
  /** Reads of this name fail. */
  failing: string | undefined;

  /** Judges the n-th hour. */
  judge(n: number, segments: readonly Segment[]): void {
    this.#builds += 1;
    const build = this.#builds;
    this.#hours.set(n * hourS, { build, segments: segments.map((segment) => ({ ...segment, build })) });
  }

  /** Hours that were judged, as the worker finds them due. */
  due(...hours: readonly number[]): { readonly hour: number }[] {
    return hours.map((n) => ({ hour: n * hourS }));
  }

  all(): Segment[] {
    return [...this.#hours.values()].flatMap(({ segments }) => segments);
  }

  async judgedHours() {
    this.#read('judgedHours');
    return [...this.#hours].map(([hour, { build }]) => ({ hour, build }));
  }

  async segments(hours: readonly JudgedHour[]) {
    this.#read('segments');
    return this.all()
      .filter(({ hour, verdict }) => verdict !== 'ordinary' && hours.some((asked) => asked.hour === hour))
      .map(readSegment);
  }

  async namedSegments(named: readonly NamedSegment[]) {
    this.#read('namedSegments');
    return this.all()
      .filter(({ segment_id, build }) =>
        named.some((one) => one.segment_id === segment_id && one.build === build),
      )
      .map(readSegment);
  }

  async ordinarySegments(hours: Hours, { numbers, customers }: Owners) {
    this.#read('ordinarySegments');
    return this.#within(hours).filter(
      (segment) =>
        segment.verdict === 'ordinary' &&
        (numbers.includes(segment.calling_number) ||
          (isCustomersSegment(segment) &&
            customers.some(
              ({ place_provider, place_customer }) =>
                place_provider === segment.place_provider && place_customer === segment.place_customer,
            ))),
    );
  }

  #within({ first, last }: Hours): Segment[] {
    return this.all().filter(({ hour }) => hour >= first && hour <= last);
  }

  #read(name: string): void {
    this.reads.push(name);
    if (this.failing === name) throw new Error(`${name} is away`);
  }
}
