import { parseExposition } from '../../metrics/exposition.ts';
import type { Sample } from './bounded.ts';

const delayMetric = 'ringtrace_detect_delay_seconds';
const roundMetric = 'ringtrace_detect_tick_duration_seconds';
const activeMetric = 'ringtrace_detect_active';

/** What one detect worker says of itself. */
export interface Metrics {
  readonly isActive: boolean;
  /** How far behind it is, ms. It means something on the active worker alone. */
  readonly lag: number;
  /** Its rounds that changed something since its start, and how long they took together, s. */
  readonly rounds: number;
  readonly roundSeconds: number;
}

/** A look at the active worker: how far behind it was, and the rounds of all workers until then. */
export interface Look extends Sample {
  readonly rounds: number;
  readonly roundSeconds: number;
}

/** Reads a worker's answer at /metrics. Throws where it is no detect worker's. */
export function metricsIn(answer: string): Metrics {
  const scraped = parseExposition(answer);
  const valueAt = (name: string) => {
    const found = scraped.find((sample) => sample.name === name);
    if (found === undefined) throw new Error(`the detect worker says no ${name}`);
    return found.value;
  };
  const changed = (part: string) =>
    scraped.find(({ name, labels }) => name === `${roundMetric}_${part}` && labels['outcome'] === 'changed')
      ?.value ?? 0;
  return {
    isActive: valueAt(activeMetric) === 1,
    lag: 1_000 * valueAt(delayMetric),
    rounds: changed('count'),
    roundSeconds: changed('sum'),
  };
}

/** What all workers said at a moment as one look; undefined where the active one did not answer, or none was active. */
export function lookAt(at: number, seen: readonly (Metrics | undefined)[]): Look | undefined {
  const active = seen.find((metrics) => metrics?.isActive);
  if (active === undefined) return undefined;
  const sum = (of: (metrics: Metrics) => number) =>
    seen.reduce((total, metrics) => total + (metrics === undefined ? 0 : of(metrics)), 0);
  return { at, lag: active.lag, rounds: sum((m) => m.rounds), roundSeconds: sum((m) => m.roundSeconds) };
}
