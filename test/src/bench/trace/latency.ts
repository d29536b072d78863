import { traceCall, traceCalls } from '@ringtrace/detect/trace/trace';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { random } from '@ringtrace/simulator/random';
import { z } from 'zod';
import { createCalls } from '../../trace/calls.ts';
import { ordinary, rough } from '../../trace/evaluate.ts';
import { legsOf } from '../../trace/legs.ts';
import { createNetwork } from '../../trace/network.ts';
import { questionOf, scoreOf } from '../../trace/score.ts';
import { storeLegs } from '../../trace/store-legs.ts';
import { onScratch } from '../held.ts';
import { fillBackground } from './background.ts';

export interface Latency {
  readonly legs: number;
  readonly parts: number;
  readonly calls: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly batch_calls: number;
  readonly batch_s: number;
  /** Share of the calls whose path was found exactly. */
  readonly exact: number;
}

const storeSize = defineQuery()({
  name: 'size of the store',
  row: z.object({ legs: z.number(), parts: z.number() }),
  sql: "SELECT sum(rows) AS legs, count() AS parts FROM system.parts WHERE active AND table = 'cdr_store'",
});

const batch = 1_000;
/** The day of the simulated calls. */
const day = Date.UTC(2026, 3, 7);

export interface LatencyOptions {
  readonly legs: number;
  readonly traces: number;
  readonly seed: number;
}

/**
 * Measures how long tracing takes in a store with a day of `legs` legs: single calls one after the other, then 1,000
 * calls at once.
 */
export async function measureLatency(
  { legs, traces, seed }: LatencyOptions,
  tell: (line: string) => void,
): Promise<Latency> {
  return onScratch(async ({ store }) => {
    await fillBackground(store, { legs, from: day, spanMs: 86_400_000 }, (filled) =>
      tell(`${(filled / 1e6).toFixed(0)}M legs stored`),
    );
    return measure(store, traces, seed);
  });
}

async function measure(store: Store, calls: number, seed: number): Promise<Latency> {
  const rng = random(seed, 'latency');
  const scenario = { ...ordinary, ...rough };
  const network = createNetwork(rng, scenario);
  const asked = createCalls(rng, network, scenario, Math.max(calls, batch)).map((call) => ({
    call,
    legs: legsOf(rng, network, scenario, call),
  }));
  await storeLegs(
    store,
    asked.flatMap(({ legs }) => legs),
  );
  const requests = asked.flatMap(({ call, legs }) => questionOf(call, legs) ?? []);
  const took: number[] = [];
  // The first calls open the connection and fill the engine's caches. They are not measured.
  for (const request of requests.slice(0, calls + warmUp))
    took.push(await timed(() => traceCall(store, request)));
  const sorted = took.slice(warmUp).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  let traces: Awaited<ReturnType<typeof traceCalls>> = [];
  const batchMs = await timed(async () => {
    traces = await traceCalls(store, requests.slice(0, batch));
  });
  const [size] = await store.query(storeSize, {});
  const exact = asked
    .slice(0, batch)
    .filter(({ call, legs }, i) => scoreOf(call, legs, traces[i]?.path).path);
  return {
    legs: size?.legs ?? 0,
    parts: size?.parts ?? 0,
    calls: sorted.length,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    batch_calls: batch,
    batch_s: batchMs / 1_000,
    exact: exact.length / batch,
  };
}

const warmUp = 5;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
