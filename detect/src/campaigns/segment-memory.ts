import type { Store } from '@ringtrace/platform/clickhouse';
import { currentSegments, judgedHours, type Segment } from './queries.ts';

interface Hour {
  readonly build: number;
  readonly segments: readonly Segment[];
}

/** The current segments of every hour; those of an hour are read again only when it was judged again. */
export class SegmentMemory {
  readonly #store: Store;
  #hours = new Map<number, Hour>();

  constructor(store: Store) {
    this.#store = store;
  }

  async current(): Promise<Segment[]> {
    const judged = await this.#store.query(judgedHours, {});
    const changed = judged.filter(({ hour, build }) => this.#hours.get(hour)?.build !== build);
    await this.#read(changed);
    return [...this.#hours.values()].flatMap(({ segments }) => segments);
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
  }
}
