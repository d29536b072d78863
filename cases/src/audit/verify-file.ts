import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { AuditCheck } from './verify.ts';

const told = z.object({
  events: z.number(),
  head: z.string(),
  faults: z.array(z.string()),
  headAt: z.number(),
});

const running = new Map<string, Promise<AuditCheck>>();

/**
 * Checks the log in a file as `verifyLog` does, in a thread of its own: a log of a million entries takes a minute, and whoever else asks
 * this process for something must not wait for that. Who asks for a check that is under way gets its result.
 */
export function verifyLogFile(path: string, head: string): Promise<AuditCheck> {
  const key = JSON.stringify([path, head]);
  const before = running.get(key);
  if (before !== undefined) return before;
  const check = inThread(path, head).finally(() => running.delete(key));
  running.set(key, check);
  return check;
}

function inThread(path: string, head: string): Promise<AuditCheck> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread/main.ts', import.meta.url), { workerData: { path, head } });
    thread.once('message', (found: unknown) => {
      const checked = told.safeParse(found);
      if (checked.success) resolve(checked.data);
      else reject(checked.error);
    });
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the check of the log ended with code ${code}`)));
  });
}
