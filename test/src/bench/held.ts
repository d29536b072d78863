import { existsSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openScratchStore, type ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { say } from 'ringtrace/output';
import { type OwnStack, startStack } from '../ingest/stack.ts';

/** What ends everything that runs at the moment, in the order in which it was started. */
const closing = new Set<() => Promise<unknown>>();
let isLeaving = false;

/** From now on, Ctrl-C and other signals end what is held and remove all temporary folders. The exit code is that of the signal. */
export function closeOnSignals(name: string): void {
  const folder = ownFolder();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!isLeaving) void leave(name, signal, folder);
      isLeaving = true;
    });
}

/**
 * All temporary folders of this process, and of those that it starts, lie in one: so none is forgotten. At the usual end it stays where
 * something was kept in it for a reader, such as the data and logs of a run that went wrong.
 */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-bench-'));
  process.env['TMPDIR'] = folder;
  process.once('exit', () => {
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  });
  return folder;
}

/** What was started last ends first: workers need their broker and their engine to leave. */
async function leave(name: string, signal: NodeJS.Signals, folder: string): Promise<void> {
  say(
    `\nringtrace bench ${name}: interrupted. It ends what it started, which takes half a minute at most ...`,
  );
  for (const close of [...closing].reverse()) await close().catch(() => {});
  rmSync(folder, { recursive: true, force: true });
  say(`ringtrace bench ${name}: stopped before everything was measured; its temporary folders are removed`);
  process.exit(128 + constants.signals[signal]);
}

/** Runs `use` on what is open or opening, and closes it once. What fails because everything is being closed never returns. */
export async function held<T, R>(
  opening: T | Promise<T>,
  close: (open: T) => unknown,
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
export const onScratch = <R>(
  use: (scratch: ScratchStore) => Promise<R>,
  options: Parameters<typeof openScratchStore>[0] = {},
) => held(openScratchStore(options), (scratch) => scratch.close(), use);
