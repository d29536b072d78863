import { openScratchStore, type ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { type OwnStack, startStack } from '../../ingest/stack.ts';

/** What ends everything that runs at the moment. */
const closing = new Set<() => Promise<unknown>>();
let isLeaving = false;

async function leave(): Promise<void> {
  for (const close of closing) await close().catch(() => {});
  process.exit(1);
}

/** Engines, brokers and their folders are gone on Ctrl-C too. */
export function closeOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!isLeaving) void leave();
      isLeaving = true;
    });
}

/** Runs `use` on what is opening, and closes it once. What fails because everything is being closed never returns. */
export async function held<T, R>(
  opening: Promise<T>,
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
