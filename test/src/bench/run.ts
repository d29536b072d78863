import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { UsageError } from 'ringtrace/command';
import { say } from 'ringtrace/output';
import { closeOnSignals, onScratch } from './held.ts';

/** Runs a benchmark and sets the exit code. After Ctrl-C, what it holds is ended and its temporary folders are removed, too. */
export async function runBenchmark(name: string, measure: () => Promise<void>): Promise<void> {
  closeOnSignals(name);
  try {
    await measure();
  } catch (error) {
    fail(name, error);
  }
}

/** A store of its own, with a word to those who wait. */
export function onOwnStore(name: string, measure: (scratch: ScratchStore) => Promise<void>): Promise<void> {
  say(`ringtrace bench ${name}: starts an engine of its own, and fills it; this may take minutes`);
  return onScratch(measure);
}

/** Prints an error in one line. Sets exit code 2 where the command line is wrong, otherwise 1. */
export function fail(name: string, error: unknown): void {
  const help = error instanceof UsageError ? ` (see 'ringtrace bench ${name} --help')` : '';
  say(`ringtrace bench ${name}: ${error instanceof Error ? error.message : String(error)}${help}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
