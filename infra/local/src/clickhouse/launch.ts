import { type ChildProcess, fork } from 'node:child_process';
import timers from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { z } from 'zod';
import { type ClickHouseUser, loadOrCreateCredentials } from '../credentials.ts';
import { DataDirectoryInUse, failureOf } from './failure.ts';
import { keepLimits } from './limit-keeper.ts';
import { type ClickHouseOptions, toArguments } from './options.ts';

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;
/** Longer than an engine takes to end after the process that started it was killed. */
const HOLDER_PATIENCE_MS = 8_000;
const RETRY_MS = 250;
const STDERR_TAIL = 4_000;

const readyMessage = z.object({ ready: z.literal(true), url: z.string() });

export interface LaunchOptions extends ClickHouseOptions {
  /** Takes what the process writes to standard error, a line each. */
  log?: (line: string) => void;
}

/** The embedded engine, running in a process of its own. */
export interface RunningClickHouse {
  url: string;
  readWrite: ClickHouseUser;
  readOnly: ClickHouseUser;
  pid: number;
  /** Lets running queries finish, closes the engine; resolves when the process is gone. */
  stop(): Promise<void>;
  /** The exit code, null where a signal ended the process. */
  exited: Promise<number | null>;
}

/**
 * Starts the embedded ClickHouse and waits until it answers. Where another process has the data, it waits a
 * few seconds for that one to end: it may be ours, orphaned a moment ago.
 * @throws one line with the engine's own reason where it does not come up.
 */
export async function launchClickHouse(options: LaunchOptions): Promise<RunningClickHouse> {
  const patience = Date.now() + HOLDER_PATIENCE_MS;
  for (;;) {
    try {
      return await launchOnce(options);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUse) || Date.now() > patience) throw error;
      await timers.setTimeout(RETRY_MS);
    }
  }
}

async function launchOnce(options: LaunchOptions): Promise<RunningClickHouse> {
  const { readWrite, readOnly } = loadOrCreateCredentials(options.credentialsFile);
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), toArguments(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    // Out of the terminal's process group: Ctrl-C is for the supervisor, who stops the engine last.
    detached: true,
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const tail = collectStderr(child, options.log);
  const url = await waitUntilReady(child, () => failureOf(tail(), options));
  const keeper = new AbortController();
  void exited.then(() => keeper.abort());
  const limits = options.analyst ?? analystLimits.parse({});
  void keepLimits({ url, readWrite, readOnly }, limits, keeper.signal, options.log);
  return {
    url,
    readWrite,
    readOnly,
    pid: child.pid ?? 0,
    stop: () => {
      keeper.abort();
      return stopChild(child, exited);
    },
    exited,
  };
}

function collectStderr(child: ChildProcess, log: LaunchOptions['log']): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL);
    for (const line of text.split('\n')) if (line.trim() !== '') log?.(line);
  });
  return () => tail.trim();
}

async function waitUntilReady(child: ChildProcess, reason: () => Error): Promise<string> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    deadline.reject(
      new Error(`ClickHouse did not start within ${START_DEADLINE_MS / 1000} s. ${reason().message}`),
    );
  }, START_DEADLINE_MS);
  const ready = new Promise<string>((resolve) => {
    child.on('message', (message) => {
      const parsed = readyMessage.safeParse(message);
      if (parsed.success) resolve(parsed.data.url);
    });
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    // 'close' and not 'exit': by then all of standard error has been read.
    child.once('close', () => reject(reason()));
  });
  ended.catch(() => undefined);
  try {
    return await Promise.race([ready, ended, deadline.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function stopChild(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(timer);
}
