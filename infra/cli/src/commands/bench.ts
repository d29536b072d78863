import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { type Command, group } from '../command.ts';
import { usage } from '../usage/bench.ts';
import { type Arguments, type Options, parseUsage } from '../usage.ts';

/** Benchmarks live beside the tests, which this folder may not import: each is a program of its own. */
const programOf = (name: string) => join(projectRoot, 'test', 'src', 'bench', `${name}.ts`);

const { subcommands } = usage;

/** What is wrong is told here; the program then reads the same arguments by the same table. */
const program = (name: keyof typeof subcommands): Command => ({
  async run(args) {
    parseUsage<Arguments, Options>(subcommands[name], args);
    return runProgram(programOf(name), args);
  },
});

export const bench = group('bench', usage, {
  feed: program('feed'),
  ingest: program('ingest'),
  enrich: program('enrich'),
  trace: program('trace'),
  accuracy: program('accuracy'),
  detect: program('detect'),
  dense: program('dense'),
  live: program('live'),
  query: program('query'),
  cases: program('cases'),
  console: program('console'),
  cluster: program('cluster'),
  rolling: program('rolling'),
  storage: program('storage'),
});

/** Runs it to its end. Signals are passed on: a terminal's Ctrl-C reaches it twice then, of which it heeds the first. */
async function runProgram(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
