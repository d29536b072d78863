import { openScratchStore, type ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { UsageError } from 'ringtrace/command';
import { say } from 'ringtrace/output';

/** Runs a benchmark on a store of its own. The store is removed afterwards, also after Ctrl-C. Sets the exit code. */
export async function runOnScratchStore(
  name: string,
  measure: (scratch: ScratchStore) => Promise<void>,
): Promise<void> {
  say(`ringtrace bench ${name}: starts an engine of its own, and fills it; this may take minutes`);
  const opening = openScratchStore();
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= opening.then((scratch) => scratch.close());
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void close().finally(() => process.exit(1)));
  try {
    await measure(await opening);
  } catch (error) {
    fail(name, error);
  } finally {
    await close();
  }
}

/** Prints an error in one line. Sets exit code 2 where the command line is wrong, otherwise 1. */
export function fail(name: string, error: unknown): void {
  const help = error instanceof UsageError ? ` (see 'ringtrace bench ${name} --help')` : '';
  say(`ringtrace bench ${name}: ${error instanceof Error ? error.message : String(error)}${help}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
