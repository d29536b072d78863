/** `ringtrace bench console`: how long every page of the console waits on a large store, and how much is read for it. */
import { mkdirSync } from 'node:fs';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { z } from 'zod';
import { mustHavePages } from '../console/process.ts';
import { type Address, addresses } from './console/addresses.ts';
import { filled } from './console/fill.ts';
import { type Served, serveConsole } from './console/serve.ts';
import { held, onStack } from './held.ts';
import { machine } from './ingest/machine.ts';
import { runBenchmark } from './run.ts';

type Options = OptionValues<typeof usage.subcommands.console.options>;

/** What the console's statements read between two moments, ms since 1970. */
const readBetween = defineQuery<{ from: number; to: number }>()({
  name: 'rows read for an answer',
  row: z.object({
    statements: z.number(),
    rows: z.number(),
    cdr_rows: z.number(),
    bytes: z.number(),
    cpu_ms: z.number(),
  }),
  sql: `
SELECT count() AS statements, sum(read_rows) AS rows,
  sumIf(read_rows, has(tables, concat(currentDatabase(), '.cdr_store'))) AS cdr_rows, sum(read_bytes) AS bytes,
  sum(ProfileEvents['OSCPUVirtualTimeMicroseconds']) / 1000 AS cpu_ms
FROM system.query_log
WHERE type != 'QueryStart' AND is_initial_query AND http_user_agent LIKE 'ringtrace-console%'
  AND event_time_microseconds BETWEEN fromUnixTimestamp64Milli({from: Int64}) AND fromUnixTimestamp64Milli({to: Int64})`,
});

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;

async function timeOne(store: Store, console: Served, { name, path }: Address, rounds: number) {
  const times: number[] = [];
  let [status, bytes] = [0, 0];
  const from = Date.now();
  const first = performance.now();
  ({ status, bytes } = await console.get(path));
  const first_ms = Math.round(performance.now() - first);
  const to = Date.now();
  for (let i = 0; i < rounds; i += 1) {
    const began = performance.now();
    await console.get(path);
    times.push(performance.now() - began);
  }
  await store.command('SYSTEM FLUSH LOGS');
  const [read] = await store.query(readBetween, { from, to });
  times.sort((a, b) => a - b);
  return {
    route: name,
    status,
    p50_ms: Math.round(at(times, 0.5)),
    p95_ms: Math.round(at(times, 0.95)),
    first_ms,
    engine_cpu_ms: Math.round(read?.cpu_ms ?? 0),
    statements: read?.statements ?? 0,
    read_rows: read?.rows ?? 0,
    cdr_rows: read?.cdr_rows ?? 0,
    read_mb: Math.round((read?.bytes ?? 0) / 1e5) / 10,
    answer_kb: Math.round(bytes / 1_000),
  };
}

type Timed = Awaited<ReturnType<typeof timeOne>>;

/**
 * Statements over CDRs may read this share of what is stored, and this many rows in any case: a busy number is searched for in a week, by
 * two statements, and a week here has six million CDRs.
 */
const mostShare = 0.25;
const mostRows = 12_000_000;
const mostMs = 1_000;

/** What is wrong with a route; undefined = nothing. */
function wrongWith({ route, status, cdr_rows }: Timed, cdrs: number): string | undefined {
  if (status >= 400) return `${route} answers ${status}`;
  const bound = Math.max(mostRows, mostShare * cdrs);
  return cdr_rows > bound
    ? `${route} reads ${count(cdr_rows)} rows of CDRs, and may read ${count(Math.round(bound))}`
    : undefined;
}

async function timeAll(
  store: Store,
  console: Served,
  asked: readonly Address[],
  rounds: number,
): Promise<Timed[]> {
  const results: Timed[] = [];
  for (const address of asked) {
    const result = await timeOne(store, console, address, rounds);
    results.push(result);
    say(`${result.p50_ms} ms, ${count(result.read_rows)} rows: ${result.route}`);
  }
  return results;
}

async function measure({ json, ...options }: Options): Promise<void> {
  const { rounds, only = '' } = options;
  const keptIn = options.store;
  // Before the store is filled, which takes most of an hour.
  mustHavePages();
  if (keptIn !== undefined) mkdirSync(keptIn, { recursive: true });
  await onStack(async (stack) => {
    const { store, dir } = stack;
    const { cdrs, campaigns, tracebacks } = options;
    const { made, ...has } = await filled(store, dir, { cdrs, campaigns, tracebacks });
    say(`${count(has.cdrs)} CDRs and ${count(made)} campaigns stored`);
    const asked = (await addresses(store)).filter(({ name }) => name.includes(only));
    const results = await held(
      serveConsole(stack.env(), dir),
      (console) => console.stop(),
      (console) => timeAll(store, console, asked, rounds),
    );
    const wrong = results.flatMap((result) => wrongWith(result, has.cdrs) ?? []);
    const slow = results.filter(({ p50_ms }) => p50_ms > mostMs).map(({ route }) => route);
    if (json) printJson({ ...has, campaigns: made, routes: results, wrong, slow, machine: machine() });
    else {
      print(table(results));
      print();
      print(
        slow.length === 0
          ? `every route answers within ${mostMs} ms (median)`
          : `slower than ${mostMs} ms (median): ${slow.join(', ')}`,
      );
    }
    if (wrong.length > 0) throw new Error(wrong.join('; '));
  }, keptIn);
}

await runBenchmark('console', () =>
  measure(parseUsage(usage.subcommands.console, process.argv.slice(2)).options),
);
