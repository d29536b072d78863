/** `ringtrace bench detect`: how long a round of detection takes as the store grows, at the same rate of arrival. */
import { watchDays } from '@ringtrace/detect/builds/days';
import { median } from '@ringtrace/detect/evaluate/share';
import { lookForWork } from '@ringtrace/detect/worker/work';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { UsageError } from 'ringtrace/command';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { z } from 'zod';
import { machine } from './ingest/machine.ts';
import { onOwnStore, runBenchmark } from './run.ts';
import { growTo, storeAfternoon, storeOneMinute } from './store/afternoons.ts';
import { quiet } from './store/quiet.ts';
import { detecting } from './store/settle.ts';

const million = 1_000_000;

const stored = defineQuery()({
  name: 'what is stored',
  row: z.object({ cdrs: z.number(), minutes: z.number(), campaigns: z.number() }),
  sql: `SELECT (SELECT count() FROM cdr_store) AS cdrs,
    (SELECT count() FROM builds FINAL WHERE rollup = 'source_minutes') AS minutes, (SELECT count() FROM campaigns) AS campaigns`,
});

async function sizeOf(store: Store) {
  const [size] = await store.query(stored, {});
  if (size === undefined) throw new Error('the store does not say how much it holds');
  return size;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measureRounds(store: Store, rounds: number, firstTurn: number) {
  const { round, settle } = detecting(store);
  await settle();
  await quiet(store);
  await settle();
  const idle: number[] = [];
  const arrival: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    idle.push(await timed(round));
    await storeOneMinute(store, firstTurn + i);
    arrival.push(await timed(settle));
    await round();
  }
  return {
    idle_round_ms: Math.round(median(idle) ?? 0),
    arrival_ms: Math.round(median(arrival) ?? 0),
    first_look_ms: Math.round(await timed(() => lookForWork(store, watchDays(store)))),
  };
}

function options(args: string[]) {
  const chosen = parseUsage(usage.subcommands.detect, args).options;
  const sizes = chosen.sizes.split(',').map(Number);
  if (!sizes.every((size, i) => size > (sizes[i - 1] ?? 0)))
    throw new UsageError(
      `--sizes takes rising numbers of millions of CDRs, as in 1,10,50, not '${chosen.sizes}'`,
    );
  return {
    sizes: sizes.map((size) => size * million),
    rounds: chosen.rounds,
    json: chosen.json ?? false,
  };
}

async function measure(store: Store, { sizes, rounds, json }: ReturnType<typeof options>): Promise<void> {
  const results: (Awaited<ReturnType<typeof sizeOf>> & Awaited<ReturnType<typeof measureRounds>>)[] = [];
  await storeAfternoon(store);
  let afternoons = 1;
  for (const size of sizes) {
    afternoons = await growTo(store, size, afternoons);
    say(`${count(size)} CDRs stored`);
    const measured = await measureRounds(store, rounds, results.length * rounds);
    results.push({ ...(await sizeOf(store)), ...measured });
    say(`a minute's arrivals take ${measured.arrival_ms} ms`);
  }
  const [first, last] = [results[0], results.at(-1)];
  const ratio = Math.round((100 * (last?.arrival_ms ?? 0)) / (first?.arrival_ms ?? 1)) / 100;
  if (json) printJson({ sizes: results, ratio, machine: machine() });
  else print(`${table(results)}\n\narrival at the largest store / at the smallest: ${ratio}`);
}

await runBenchmark('detect', () => {
  const chosen = options(process.argv.slice(2));
  return onOwnStore('detect', ({ store }) => measure(store, chosen));
});
