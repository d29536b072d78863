import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { workerStart } from '@ringtrace/platform/worker-start';
import { z } from 'zod';
import type { OwnStack } from '../ingest/stack.ts';
import { parseExposition, type Sample } from './exposition.ts';

const mains = { ingest: '@ringtrace/ingest/worker/main', detect: '@ringtrace/detect/main' } as const;

/** A worker in a process of its own that has reported the address of its health and metrics. */
export interface ServingWorker {
  readonly url: string;
  scrape(): Promise<Sample[]>;
  health(): Promise<number>;
  /** The answer of /ready: the HTTP status, and the names of checks that fail. */
  ready(): Promise<{ status: number; bad: string[] }>;
  /** Makes it leave. Returns its exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

export async function startServing(
  stack: OwnStack,
  kind: keyof typeof mains,
  env: NodeJS.ProcessEnv = {},
): Promise<ServingWorker> {
  const start = workerStart(kind);
  const child = fork(fileURLToPath(import.meta.resolve(mains[kind])), [], {
    env: { ...start.env, ...stack.env(), ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: start.execArgv,
  });
  const exited = once(child, 'exit');
  const url = await Promise.race([
    announced(child),
    exited.then(() => Promise.reject(new Error(`${kind} ended`))),
  ]);
  return {
    url,
    scrape: async () => parseExposition(await (await fetch(`${url}/metrics`)).text()),
    health: async () => (await fetch(`${url}/health`)).status,
    ready: () => readyOf(url),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve) =>
    child.on('message', (message) => {
      const told = announcement.safeParse(message);
      if (told.success) resolve(told.data.url);
    }),
  );
}

const readiness = z.object({ checks: z.record(z.string(), z.object({ ok: z.boolean() })) });

async function readyOf(url: string): Promise<{ status: number; bad: string[] }> {
  const answer = await fetch(`${url}/ready`);
  const { checks } = readiness.parse(await answer.json());
  const bad = Object.entries(checks).filter(([, { ok }]) => !ok);
  return { status: answer.status, bad: bad.map(([name]) => name) };
}
