import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { ReferenceLoader } from '@ringtrace/enrich/loader';
import { openScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { createLog } from '@ringtrace/platform/log';
import { type Calls, enrichCalls, makeCalls } from './enrich/calls.ts';
import { createDictionaries, insertCalls, lookUp } from './enrich/dictionaries.ts';
import { writeCountry } from './enrich/files.ts';

/** What `ringtrace bench enrich` runs: loading, looking up and swapping a country's reference data. */
const { values } = parseArgs({
  options: {
    cdrs: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    ported: { type: 'string', default: '10000000' },
    json: { type: 'boolean', default: false },
  },
});
const cdrs = Number(values.cdrs);
const ported = Number(values.ported);
/** As a feed's messages have them. */
const batchRows = 1_000;

/** CPU seconds of this thread, garbage collection elsewhere not counted. */
function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of a process and all its threads, out of utime and stime in hundredths. */
function processCpu(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const residentMb = () => Math.round(process.memoryUsage.rss() / 1e6);

function lcg(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-bench-'));
const scratch = await openScratchStore();
const { store } = scratch;
const figures: Record<string, number> = {};
const found = (name: string, value: number) => {
  figures[name] = Number(value.toPrecision(3));
  process.stderr.write(`${name}: ${figures[name]}\n`);
};
try {
  const country = await writeCountry(directory, ported);
  const validFrom = 0;
  await loadReferenceFile(store, 'providers', country.providers);
  found(
    'load 200k blocks, s',
    await seconds(() => loadReferenceFile(store, 'number-blocks', country.blocks)),
  );
  found('load ported, s', await seconds(() => loadReferenceFile(store, 'ported', country.ported)));

  const loader = new ReferenceLoader({ store, log: createLog('bench', 'silent') });
  found('read into a worker, s', await seconds(() => loader.refresh()));
  const random = lcg(7);
  const batches: Calls[] = Array.from({ length: Math.ceil(cdrs / batchRows) }, () =>
    makeCalls(batchRows, ported, random),
  );
  const millions = (batches.length * batchRows) / 1e6;
  const reference = () => loader.held(Date.now())?.reference;
  function round(): number {
    let sum = 0;
    for (const batch of batches) {
      const current = reference();
      if (current !== undefined) sum += enrichCalls(batch, current);
    }
    return sum;
  }
  const rounds = Array.from({ length: Number(values.rounds) + 1 }, () => {
    const start = threadCpu();
    round();
    return (threadCpu() - start) / millions;
  });
  found('look-ups, CPU s per 1M', median(rounds.slice(1)));

  await loadReferenceFile(store, 'ported', country.portedNext, { validFrom });
  found('resident before the swap, MB', residentMb());
  let longest = 0;
  let swapping = true;
  const before = reference()?.version;
  const swap = loader.refresh().finally(() => {
    swapping = false;
  });
  for (let i = 0, last = performance.now(); swapping; i += 1) {
    const batch = batches[i % batches.length];
    const current = reference();
    if (batch !== undefined && current !== undefined) enrichCalls(batch, current);
    await setImmediate();
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }
  await swap;
  if (reference()?.version === before) throw new Error('the new version is not in force');
  found('longest pause while swapping, ms', longest);
  found('resident after the swap, MB', residentMb());

  await createDictionaries(store, scratch.engine.readWrite);
  for (let i = 0; i < batches.length; i += 100)
    for (const batch of batches.slice(i, i + 100)) await insertCalls(store, batch);
  const engine: number[] = [];
  for (let i = 0; i <= Number(values.rounds); i += 1) {
    const start = processCpu(scratch.engine.pid);
    await store.command(lookUp);
    engine.push((processCpu(scratch.engine.pid) - start) / millions);
  }
  found('ClickHouse dictionaries, CPU s per 1M', median(engine.slice(1)));
} finally {
  await scratch.close();
  rmSync(directory, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ cdrs, ported, ...figures }, null, 2));
else
  for (const [name, value] of Object.entries(figures))
    console.log(`${name}: ${Number(value.toPrecision(3))}`);
