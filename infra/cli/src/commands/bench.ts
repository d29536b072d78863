import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { type Command, UsageError } from '../command.ts';

/** Benchmarks live beside the tests, which this folder may not import: each is a program of its own. */
const programOf = (name: string) => join(projectRoot, 'test', 'src', 'bench', `${name}.ts`);

/** What each measures, and the options it takes besides the common ones. */
const benchmarks: Readonly<Record<string, string>> = {
  feed: `an Asterisk CSV file through ringtrace feed, and the same bytes through Kafka's console producer
    --megabytes N  its size (1000)`,
  ingest: `from a filled topic to finished tables, side by side with ClickHouse's own Kafka engine and others
    --only LIST    some of ours,peer,usual,ceiling,broker
    --rate N       produce N CDRs a second while ours ingests them, and tell how idle the machine stays`,
  enrich: `loading, looking up and swapping a country's reference data, beside ClickHouse dictionaries
    --ported N     ported numbers; 10,000,000 unless told`,
  trace: `how right tracing is on simulated calls whose truth is known, and how long it takes in a full store
    --seeds LIST, --calls N    networks and calls of each for the first
    --legs N, --traces N       legs stored, and calls traced one by one, for the second; without --legs it is left out`,
  accuracy: `how right detection is on drawn networks whose truth is known, beside the rules a user would otherwise run
    --split NAME   held-out (default), or tuned: the one that weights and thresholds were chosen on
    --worlds N     the first N networks of it; each takes a minute`,
  detect: `a round of detection as the store grows, at the same rate of arrival
    --sizes LIST   millions of CDRs stored, rising; default 1,10,50`,
  dense: `whether detection passes, and how long it takes, where the traffic of two hours is dense
    --copies N     of some 340,000 legs; default 7
    --honest       all copies but the first are of other customers, and without campaigns`,
  query: 'the questions of docs/queries.md on 50M CDRs: time, rows read, memory',
  storage: 'bytes a CDR on disk, by column',
};

export const bench: Command = {
  help: `Usage: ringtrace bench NAME [--cdrs N] [--rounds N] [--json] [OPTIONS]

Runs a benchmark with a broker and an engine of its own in a temporary folder; nothing else should run meanwhile. Medians
over all rounds on standard output. docs/benchmarks.md says what is measured and how.

${Object.entries(benchmarks)
  .map(([name, about]) => `  ${name.padEnd(9)} ${about}`)
  .join('\n')}`,
  async run([name, ...args]) {
    if (name === undefined || !Object.hasOwn(benchmarks, name))
      throw new UsageError(
        `${name === undefined ? 'name a benchmark' : `there is no benchmark '${name}'`}: ${Object.keys(benchmarks).join(', ')}`,
      );
    return runProgram(programOf(name), args);
  },
};

/** Runs it to its end. Ctrl-C reaches it from the terminal; what is sent to this process alone is passed on. */
async function runProgram(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
