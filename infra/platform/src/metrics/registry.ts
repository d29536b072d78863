import { collectDefaultMetrics, Registry } from 'prom-client';
import { pause } from '../pause.ts';

export { Counter, Gauge, Histogram } from 'prom-client';

/** Time limit for measuring values from Kafka or the store, ms: the scraper must get a response. */
const measureMs = 3_000;

/** A gauge that is set by a measurement before each scrape. */
interface MeasuredGauge {
  reset(): void;
  remove(labels: Record<string, never>): void;
}

/**
 * Removes a gauge's values: no value is better than an old one. `reset` sets a gauge without labels to 0: removed too.
 */
function clear(gauge: MeasuredGauge): void {
  gauge.reset();
  gauge.remove({});
}

/** The metrics of a worker and of its process (CPU, memory, event loop, garbage collection). */
export class Metrics {
  readonly registry = new Registry();
  readonly #measurements: (() => Promise<void>)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * Registers `measure`, which sets these gauges before a scrape. Where it fails or takes too long they have no value.
   * `everyMs`: until so long after a measurement, scrapes show its values once more. Who scrapes often costs no more then.
   */
  beforeScrape(gauges: readonly MeasuredGauge[], measure: () => Promise<void>, everyMs = 0): void {
    let running: Promise<void> | undefined;
    let dueAt = 0;
    const measureNow = async () => {
      try {
        await measure();
        dueAt = performance.now() + everyMs;
      } finally {
        running = undefined;
      }
    };
    const shared = async () => {
      if (running === undefined && performance.now() < dueAt) return;
      running ??= measureNow();
      await running;
    };
    this.#measurements.push(async () => {
      try {
        await within(measureMs, shared());
      } catch {
        for (const gauge of gauges) clear(gauge);
      }
    });
  }

  /** All metrics in Prometheus' text format, version 0.0.4. */
  async text(): Promise<string> {
    await Promise.all(this.#measurements.map((measure) => measure()));
    // prom-client writes `Nan` for an event loop lag that was not measured since the last scrape. The format needs
    // `NaN`.
    return (await this.registry.metrics()).replaceAll(/ Nan$/gm, ' NaN');
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

/** The result of `work`. Throws where it takes longer than `ms`. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = pause(ms, timer.signal).then(() => {
    throw new Error(`no response within ${ms / 1_000} s`);
  });
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
