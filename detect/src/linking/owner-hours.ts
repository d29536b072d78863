import { type OriginKey, placeName } from '../features/segment-key.ts';
import { isCustomersSegment } from '../features/sources.ts';
import type { Customer, Segment } from '../segments/queries.ts';
import type { Owners } from './source.ts';

type Owned = Pick<Segment, 'hour' | 'calling_number'> & OriginKey;

/** The hours (s since 1970) in which numbers and customers have segments. A segment of many callers has no owner. */
export class OwnerHours {
  readonly #numbers = new Map<number, number[]>();
  /** By the name of their place. */
  readonly #customers = new Map<string, { readonly customer: Customer; readonly hours: number[] }>();

  constructor(segments: readonly Owned[]) {
    for (const segment of segments) {
      if (segment.calling_number !== 0) addTo(this.#numbers, segment.calling_number, segment.hour);
      else if (isCustomersSegment(segment)) this.#addCustomer(segment);
    }
  }

  get isEmpty(): boolean {
    return this.#numbers.size + this.#customers.size === 0;
  }

  owners(): Owners {
    return {
      numbers: [...this.#numbers.keys()],
      customers: [...this.#customers.values()].map(({ customer }) => customer),
    };
  }

  /** Whether the segment's owner has one of the hours within `reachS` seconds of the segment's hour. */
  isNear(segment: Owned, reachS: number): boolean {
    return this.#hoursOf(segment).some((hour) => Math.abs(hour - segment.hour) <= reachS);
  }

  #addCustomer(segment: Owned): void {
    const name = placeName(segment);
    const { place_provider, place_customer, hour } = segment;
    const known = this.#customers.get(name);
    if (known === undefined)
      this.#customers.set(name, { customer: { place_provider, place_customer }, hours: [hour] });
    else known.hours.push(hour);
  }

  #hoursOf(segment: Owned): readonly number[] {
    const hours =
      segment.calling_number !== 0
        ? this.#numbers.get(segment.calling_number)
        : this.#customers.get(placeName(segment))?.hours;
    return hours ?? [];
  }
}

function addTo(hours: Map<number, number[]>, number: number, hour: number): void {
  const known = hours.get(number);
  if (known === undefined) hours.set(number, [hour]);
  else known.push(hour);
}
