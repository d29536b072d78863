import { type ChildProcess, fork } from 'node:child_process';
import { z } from 'zod';

/** A busy machine takes many times the second of an idle one. */
const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 30_000;
const STDERR_TAIL = 4_000;

const readyMessage = z.object({ ready: z.literal(true), url: z.string() });

/** A program that runs as a service, and sends its URL to its parent once it listens. */
export interface ServiceProgram {
  readonly name: string;
  readonly module: URL;
  readonly args: readonly string[];
  /** Gets each line that the process writes to standard error. */
  readonly log?: ((line: string) => void) | undefined;
  /** Makes the error to show where the process ended while starting, from what it wrote to standard error. */
  readonly failure: (stderr: string) => Error;
}

/** A service in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Asks the process to finish its work and end; kills it after 30 s. Resolves when it has ended. */
  stop(): Promise<void>;
  /** The exit code; null where a signal ended the process. */
  readonly exited: Promise<number | null>;
}

/** Starts the program and waits until it listens. Throws `failure` where it does not within 120 s. */
export async function startService(program: ServiceProgram): Promise<ServiceProcess> {
  const child = fork(program.module, [...program.args], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
    // A process group of its own: Ctrl-C in the terminal reaches only the supervisor, which stops services last.
    detached: true,
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const tail = collectStderr(child, program.log);
  const url = await waitUntilReady(child, program.name, () => program.failure(tail()));
  return { url, pid: child.pid ?? 0, stop: () => stopChild(child, exited), exited };
}

function collectStderr(child: ChildProcess, log: ServiceProgram['log']): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-STDERR_TAIL);
    for (const line of text.split('\n')) if (line.trim() !== '') log?.(line);
  });
  return () => tail.trim();
}

async function waitUntilReady(child: ChildProcess, name: string, reason: () => Error): Promise<string> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    deadline.reject(
      new Error(`${name} did not start within ${START_DEADLINE_MS / 1000} s. ${reason().message}`),
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
    // 'close', not 'exit': by then all of standard error has been read.
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
