import { fileURLToPath } from 'node:url';
import type { WorkerName } from '@ringtrace/platform/worker-start';

/** Each worker's program, as an absolute path. */
export const workerModules = {
  ingest: fileURLToPath(import.meta.resolve('@ringtrace/ingest/worker/main')),
  detect: fileURLToPath(import.meta.resolve('@ringtrace/detect/main')),
  cases: fileURLToPath(import.meta.resolve('@ringtrace/cases/main')),
  console: fileURLToPath(import.meta.resolve('@ringtrace/console/server/main')),
} as const satisfies Record<WorkerName, string>;

export const isWorker = (name: string): name is WorkerName => Object.hasOwn(workerModules, name);
