import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { median } from '@ringtrace/detect/evaluate/share';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { ReferenceLoader } from '@ringtrace/enrich/loader';
import type { Reference } from '@ringtrace/enrich/reference';
import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import type { Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';
import { print, printJson, say } from 'ringtrace/output';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { type Calls, enrichCalls, makeCalls, providerFacts } from './enrich/calls.ts';
import { createDictionaries, insertCalls, lookUp } from './enrich/dictionaries.ts';
import { writeCountry } from './enrich/files.ts';
import { onOwnStore, runBenchmark } from './run.ts';

/** Records of a batch, as `ringtrace feed` makes them. */
const batchRows = 1_000;

/** CPU seconds of this thread so far. Unlike time, they hardly depend on what else the machine does. */
function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of a process with all its threads: utime and stime, which Linux counts in hundredths. */
function processCpu(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

const residentMb = () => process.memoryUsage.rss() / 1e6;

function lcg(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Enriches with the reference data that a loader holds now. */
function enricher(loader: ReferenceLoader): (batch: Calls) => number {
  let last: { reference: Reference; peers: ReturnType<typeof providerFacts> } | undefined;
  return (batch) => {
    const reference = loader.held(Date.now())?.reference;
    if (reference === undefined) throw new Error('nothing is in force');
    if (last?.reference !== reference) last = { reference, peers: providerFacts(reference) };
    return enrichCalls(batch, reference, last.peers);
  };
}

/** The longest time between two batches while a newer version is read and put in force, ms. */
async function longestPause(loader: ReferenceLoader, batches: readonly Calls[]): Promise<number> {
  const enrich = enricher(loader);
  let longest = 0;
  let swapping = true;
  const swap = loader.refresh().finally(() => {
    swapping = false;
  });
  for (let i = 0, last = performance.now(); swapping; i += 1) {
    for (const batch of batches.slice(i % batches.length, (i % batches.length) + 1)) enrich(batch);
    await setImmediate();
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  if (!(await swap)) throw new Error('the newer version is not in force');
  return longest;
}

/** Median CPU seconds that ClickHouse's dictionaries take for a million calls. */
async function dictionaryCpu(
  scratch: ScratchStore,
  batches: readonly Calls[],
  rounds: number,
): Promise<number> {
  const { store, engine } = scratch;
  await createDictionaries(store, engine.readWrite);
  for (const batch of batches) await insertCalls(store, batch);
  const spent: number[] = [];
  for (let i = 0; i <= rounds; i += 1) {
    const start = processCpu(engine.pid);
    await store.command(lookUp);
    spent.push(processCpu(engine.pid) - start);
  }
  return (median(spent.slice(1)) ?? 0) / ((batches.length * batchRows) / 1e6);
}

async function timedLoad(store: Store, kind: string, file: string): Promise<number> {
  return secondsOf(() => loadReferenceFile(store, kind, file));
}

type Options = OptionValues<typeof usage.subcommands.enrich.options>;

async function measure(scratch: ScratchStore, { cdrs, rounds, ported, json }: Options): Promise<void> {
  const { store } = scratch;
  const figures: Record<string, number> = { cdrs, ported };
  const found = (name: string, value: number) => {
    figures[name] = Number(value.toPrecision(3));
    say(`${name}: ${figures[name]}`);
  };
  const directory = mkdtempSync(join(tmpdir(), 'ringtrace-bench-'));
  try {
    const country = await writeCountry(directory, ported);
    await loadReferenceFile(store, 'providers', country.providers);
    found('load_blocks_s', await timedLoad(store, 'number-blocks', country.blocks));
    found('load_ported_s', await timedLoad(store, 'ported', country.ported));

    const loader = new ReferenceLoader({ store, log: createLog('bench', 'silent') });
    found('read_into_worker_s', await secondsOf(() => loader.refresh()));
    const random = lcg(7);
    const batches = Array.from({ length: Math.ceil(cdrs / batchRows) }, () =>
      makeCalls(batchRows, ported, random),
    );
    const enrich = enricher(loader);
    const spent = Array.from({ length: rounds + 1 }, () => {
      const start = threadCpu();
      for (const batch of batches) enrich(batch);
      return threadCpu() - start;
    });
    const millions = (batches.length * batchRows) / 1e6;
    found('lookups_cpu_s_per_1m', (median(spent.slice(1)) ?? 0) / millions);
    found('lookups_least_cpu_s_per_1m', Math.min(...spent) / millions);

    await loadReferenceFile(store, 'ported', country.portedNext);
    found('longest_pause_ms', await longestPause(loader, batches));
    found('resident_mb', residentMb());
    found('dictionaries_cpu_s_per_1m', await dictionaryCpu(scratch, batches, rounds));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  if (json) printJson(figures);
  else for (const [name, value] of Object.entries(figures)) print(`${name}: ${value}`);
}

/** What `ringtrace bench enrich` runs; see docs/benchmarks.md. */
await runBenchmark('enrich', () => {
  const { options } = parseUsage(usage.subcommands.enrich, process.argv.slice(2));
  return onOwnStore('enrich', (scratch) => measure(scratch, options));
});
