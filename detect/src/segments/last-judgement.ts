import type { z } from 'zod';
import type { OriginCounts } from '../features/details.ts';
import type { CallOrigin, detailCounts } from '../features/features.ts';
import type { JudgedSegment } from './judged-segment.ts';

/** A segment that a judgement has written, and what the next judgement of its hour may take over. */
export interface RememberedSegment {
  readonly segment: JudgedSegment;
  /** Hash of its calls. */
  readonly content: string;
  readonly member_bins: readonly number[];
  readonly origin: CallOrigin;
  /** All origins of its calls; undefined = they were taken over from an earlier judgement that is not known any more. */
  readonly origins: OriginCounts | undefined;
  readonly details: z.infer<typeof detailCounts>;
}

/** An hour (its start, s since 1970) and the build of the segments that it was judged into. */
export interface JudgedHour {
  readonly hour: number;
  readonly build: number;
}

/**
 * The segments that this worker's last judgement has written. They need not be read back from the store: thousands of
 * rows of JSON in each round. Whoever asks names the build that is current. Of any other build nothing is known here,
 * and the store is read. It may be that of another worker, or of this one before it was started again.
 */
export class LastJudgement {
  #build: number | undefined;
  /** By hour and segment id. */
  #hours: ReadonlyMap<number, ReadonlyMap<string, RememberedSegment>> = new Map();

  /** Replaces what was known: there are never more hours than one build has. */
  keep(build: number, segments: readonly RememberedSegment[]): void {
    const hours = Map.groupBy(segments, ({ segment }) => segment.hour);
    this.#build = build;
    this.#hours = new Map(
      [...hours].map(([hour, of]) => [hour, new Map(of.map((one) => [one.segment.segment_id, one]))]),
    );
  }

  /** All segments of an hour by segment id; undefined where that build is not known. An hour of a known build may have none. */
  of({ hour, build }: JudgedHour): ReadonlyMap<string, RememberedSegment> | undefined {
    return build === this.#build ? (this.#hours.get(hour) ?? new Map()) : undefined;
  }
}
