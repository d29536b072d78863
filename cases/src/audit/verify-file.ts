import { Worker } from 'node:worker_threads';
import { minuteMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import type { AuditCheck } from './found.ts';
import type { Extent } from './kept-check.ts';

const told = z.object({
  events: z.number(),
  head: z.string(),
  faults: z.array(z.string()),
  headAt: z.number(),
  earlier: z.object({ entries: z.number(), at: z.number() }).optional(),
});

/** A thread that nobody has asked for so long is ended, ms. What it remembers of a log of a million entries is large. */
const idleMs = 15 * minuteMs;

const threads = new Map<string, CheckThread>();

/**
 * Checks the log in a file as `KeptCheck` does, in a thread of its own. A log of a million entries takes a minute, and nobody else who asks
 * this process for something shall wait for that. Who asks for a check that is under way gets its result. The thread stays for a
 * while, so that the next check need not read every entry again.
 */
export function verifyLogFile(path: string, extent: Extent, head: string): Promise<AuditCheck> {
  const thread = threads.get(path) ?? new CheckThread(path);
  threads.set(path, thread);
  return thread.check(extent, head);
}

interface Waiting {
  readonly resolve: (check: AuditCheck) => void;
  readonly reject: (error: unknown) => void;
}

class CheckThread {
  readonly #thread: Worker;
  /** Says that nobody shall ask this thread any more. */
  readonly #ended: () => void;
  /** Who waits, in the order in which the thread answers. */
  readonly #waiting: Waiting[] = [];
  readonly #underWay = new Map<string, Promise<AuditCheck>>();
  #idle: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#thread = new Worker(new URL('./thread/main.ts', import.meta.url), { workerData: { path } });
    this.#ended = () => {
      if (threads.get(path) === this) threads.delete(path);
    };
    const end = (error: unknown) => {
      this.#ended();
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    };
    this.#thread.on('message', (found: unknown) => this.#answered(found));
    this.#thread.once('error', end);
    this.#thread.once('exit', (code) => end(new Error(`the check of the log ended with code ${code}`)));
  }

  check(extent: Extent, head: string): Promise<AuditCheck> {
    const key = JSON.stringify([extent, head]);
    const before = this.#underWay.get(key);
    if (before !== undefined) return before;
    clearTimeout(this.#idle);
    this.#thread.ref();
    const check = new Promise<AuditCheck>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#thread.postMessage({ extent, head });
    }).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, check);
    return check;
  }

  /** Ends the thread. Who asks from now on gets another one. */
  #stop(): void {
    this.#ended();
    void this.#thread.terminate();
  }

  #answered(found: unknown): void {
    const waiting = this.#waiting.shift();
    const checked = told.safeParse(found);
    if (checked.success) waiting?.resolve(checked.data);
    else waiting?.reject(checked.error);
    if (this.#waiting.length > 0) return;
    // A process that has nothing else to do may end.
    this.#thread.unref();
    this.#idle = setTimeout(() => this.#stop(), idleMs).unref();
  }
}
