import { collectDefaultMetrics, Registry } from 'prom-client';
import { pause } from '../pause.ts';

export { Counter, Gauge, Histogram } from 'prom-client';

/** A figure that is asked of Kafka or the store is waited for no longer than this, ms: a scrape has to answer. */
const lookMs = 3_000;

/** A gauge that a look sets. */
interface Figure {
  reset(): void;
  remove(labels: Record<string, never>): void;
}

/** No figure is better than an old one. A gauge without labels goes back to 0 when it is reset: that is removed too. */
function clear(figure: Figure): void {
  figure.reset();
  figure.remove({});
}

/** A worker's metrics: its own, and those of its process (CPU, memory, event loop, garbage collection). */
export class Metrics {
  readonly registry = new Registry();
  readonly #looks: (() => Promise<void>)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** `look` sets these figures before each scrape; they are left out of it where that fails or takes too long. */
  beforeScrape(figures: readonly Figure[], look: () => Promise<void>): void {
    let running: Promise<void> | undefined;
    const shared = () => {
      running ??= look().finally(() => {
        running = undefined;
      });
      return running;
    };
    this.#looks.push(async () => {
      try {
        await within(lookMs, shared());
      } catch {
        for (const figure of figures) clear(figure);
      }
    });
  }

  /** The text exposition format, version 0.0.4. */
  async text(): Promise<string> {
    await Promise.all(this.#looks.map((look) => look()));
    // prom-client writes Nan for a lag that was not measured since the last scrape; the format's word is NaN.
    return (await this.registry.metrics()).replaceAll(/ Nan$/gm, ' NaN');
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

/** What `work` comes to; throws once it has taken `ms`. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = pause(ms, timer.signal).then(() => {
    throw new Error(`no answer within ${ms / 1_000} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
