import { z } from 'zod';
import type { Config } from './config.ts';
import { readInstance } from './instance.ts';

const answerMs = 3_000;

const readiness = z.object({
  status: z.string(),
  checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })),
});

export interface WorkerStatus {
  readonly name: string;
  readonly url: string;
  /** URL of its API; undefined where it has none. */
  readonly api?: string | undefined;
  /** URL of the console; undefined where it serves none. */
  readonly console?: string | undefined;
  /** ready, not ready, or no answer. */
  readonly status: string;
  /** What isn't as it should be; '' where all is. */
  readonly why: string;
}

/** How the workers of this home's instance fare, by their own /ready. Empty where none runs here. */
export async function lookAtWorkers(config: Config): Promise<WorkerStatus[]> {
  const workers = readInstance(config.RINGTRACE_HOME)?.workers ?? [];
  const found = await Promise.all(
    workers.map(async (worker) => ({ ...worker, ...(await readyOf(worker.url)) })),
  );
  return found.sort((a, b) => a.name.localeCompare(b.name));
}

async function readyOf(url: string): Promise<{ status: string; why: string }> {
  try {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(answerMs) });
    const { status, checks } = readiness.parse(await answer.json());
    const bad = Object.entries(checks).filter(([, { ok }]) => !ok);
    return { status, why: bad.map(([name, { detail }]) => `${name}: ${detail}`).join('; ') };
  } catch {
    return { status: 'no answer', why: '' };
  }
}
