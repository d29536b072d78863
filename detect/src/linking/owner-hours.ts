import { isCustomersSegment } from '../features/sources.ts';
import type { Segment } from '../segments/queries.ts';
import type { Owners } from './source.ts';

type Owned = Pick<Segment, 'hour' | 'calling_number' | 'origin_key'>;

/** The hours (s since 1970) in which numbers and customers have segments. A segment of many callers has no owner. */
export class OwnerHours {
  readonly #numbers = new Map<number, number[]>();
  readonly #customers = new Map<string, number[]>();

  constructor(segments: readonly Owned[]) {
    for (const segment of segments) {
      if (segment.calling_number !== 0) addTo(this.#numbers, segment.calling_number, segment.hour);
      else if (isCustomersSegment(segment)) addTo(this.#customers, segment.origin_key, segment.hour);
    }
  }

  get isEmpty(): boolean {
    return this.#numbers.size + this.#customers.size === 0;
  }

  owners(): Owners {
    return { numbers: [...this.#numbers.keys()], customers: [...this.#customers.keys()] };
  }

  /** Whether the segment's owner has one of the hours within `reachS` seconds of the segment's hour. */
  isNear(segment: Owned, reachS: number): boolean {
    return this.#hoursOf(segment).some((hour) => Math.abs(hour - segment.hour) <= reachS);
  }

  #hoursOf(segment: Owned): readonly number[] {
    const hours =
      segment.calling_number !== 0
        ? this.#numbers.get(segment.calling_number)
        : this.#customers.get(segment.origin_key);
    return hours ?? [];
  }
}

function addTo<K>(hours: Map<K, number[]>, key: K, hour: number): void {
  const known = hours.get(key);
  if (known === undefined) hours.set(key, [hour]);
  else known.push(hour);
}
