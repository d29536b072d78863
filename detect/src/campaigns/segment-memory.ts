import type { Store } from '@ringtrace/platform/clickhouse';
import { isCustomersSegment } from '../judge/sources.ts';
import { thresholds } from '../thresholds.ts';
import { currentSegments, type Hours, judgedHours, ordinarySegments, type Segment } from './queries.ts';

interface Hour {
  readonly build: number;
  readonly segments: readonly Segment[];
}

const reachS = thresholds.campaignGapH * 3_600;

/**
 * The current segments of every hour; those of an hour are read again only when it, or one within a campaign's gap of it,
 * was judged again.
 */
export class SegmentMemory {
  readonly #store: Store;
  #hours = new Map<number, Hour>();
  /** Ordinary hours of numbers and customers that are not ordinary within a campaign's gap of them. */
  #ordinary = new Map<number, readonly Segment[]>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** What may belong to a campaign, and the ordinary hours of its numbers and customers: these with no calls. */
  async current(): Promise<Segment[]> {
    const judged = await this.#store.query(judgedHours, {});
    const changed = judged.filter(({ hour, build }) => this.#hours.get(hour)?.build !== build);
    await this.#read(changed);
    const kept = [...this.#hours.values()].flatMap(({ segments }) => segments);
    const byOwner = Map.groupBy(kept, ownerOf);
    const speaking = [...this.#ordinary.values()]
      .flat()
      .filter((segment) =>
        byOwner.get(ownerOf(segment))?.some(({ hour }) => Math.abs(hour - segment.hour) <= reachS),
      );
    return [...kept, ...speaking];
  }

  async #read(changed: readonly { hour: number; build: number }[]): Promise<void> {
    const hours = changed.map(({ hour }) => hour);
    if (hours.length === 0) return;
    const range = {
      first: hours.reduce((a, b) => Math.min(a, b)),
      last: hours.reduce((a, b) => Math.max(a, b)),
    };
    const byHour = Map.groupBy(await this.#store.query(currentSegments, range), ({ hour }) => hour);
    for (const { hour, build } of changed) {
      const segments = byHour.get(hour) ?? [];
      // An hour judged once more meanwhile brings its newer build with it.
      this.#hours.set(hour, { build: segments[0]?.build ?? build, segments });
    }
    await this.#readOrdinary({ first: range.first - reachS, last: range.last + reachS });
  }

  /** Reads again which ordinary segments of some hours may speak for a number or a customer. */
  async #readOrdinary({ first, last }: Hours): Promise<void> {
    const around = [...this.#hours]
      .filter(([hour]) => hour >= first - reachS && hour <= last + reachS)
      .flatMap(([, { segments }]) => segments);
    const numbers = new Set(around.map((segment) => segment.calling_number).filter((number) => number !== 0));
    const customers = new Set(around.filter(isCustomersSegment).map((segment) => segment.origin_key));
    const asked = { first: Math.max(0, first), last, numbers: [...numbers], customers: [...customers] };
    const found = numbers.size + customers.size === 0 ? [] : await this.#store.query(ordinarySegments, asked);
    for (const hour of this.#ordinary.keys()) if (hour >= first && hour <= last) this.#ordinary.delete(hour);
    const withoutCalls = found.map((segment) => ({ ...segment, calls: 0 }));
    for (const [hour, segments] of Map.groupBy(withoutCalls, (segment) => segment.hour))
      this.#ordinary.set(hour, segments);
  }
}

/** Whose segment it is: a number's, or a customer's; undefined where many share it. */
function ownerOf(segment: Segment): string | undefined {
  if (segment.calling_number !== 0) return String(segment.calling_number);
  return isCustomersSegment(segment) ? segment.origin_key : undefined;
}
