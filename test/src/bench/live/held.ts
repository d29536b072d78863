import { constants } from 'node:os';
import { openScratchStore, type ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { say } from 'ringtrace/output';
import { type OwnStack, startStack } from '../../ingest/stack.ts';

/** What ends everything that runs at the moment, in the order in which it was started. */
const closing = new Set<() => Promise<unknown>>();
let isLeaving = false;

/** What was started last ends first: workers need their broker and their engine to leave. */
async function leave(signal: NodeJS.Signals): Promise<void> {
  say('stopping: what runs is ended, and its folders are removed; workers take half a minute at most');
  for (const close of [...closing].reverse()) await close().catch(() => {});
  say('stopped');
  process.exit(128 + constants.signals[signal]);
}

/** Engines, brokers, workers and their folders are gone on Ctrl-C too. */
export function closeOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!isLeaving) void leave(signal);
      isLeaving = true;
    });
}

/** Runs `use` on what is open or opening, and closes it once. What fails because everything is being closed never returns. */
export async function held<T, R>(
  opening: T | Promise<T>,
  close: (open: T) => Promise<unknown>,
  use: (open: T) => Promise<R>,
): Promise<R> {
  const end = async () => close(await opening);
  closing.add(end);
  try {
    return await use(await opening);
  } finally {
    closing.delete(end);
    if (isLeaving) await new Promise(() => {});
    await end();
  }
}

/** A broker and an engine of their own; the engine keeps a log of its statements. Their data stays in `keptIn`, where that is given. */
export const onStack = <R>(use: (stack: OwnStack) => Promise<R>, keptIn?: string) =>
  held(startStack({ queryLog: true, keptIn }), (stack) => stack.stop(), use);

/** An engine alone. */
export const onScratch = <R>(use: (scratch: ScratchStore) => Promise<R>) =>
  held(openScratchStore({ queryLog: true }), (scratch) => scratch.close(), use);
