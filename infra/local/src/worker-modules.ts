import { fileURLToPath } from 'node:url';

/** Each worker's program, as an absolute path. */
export const workerModules = {
  ingest: fileURLToPath(import.meta.resolve('@ringtrace/ingest/worker/main')),
  detect: fileURLToPath(import.meta.resolve('@ringtrace/detect/main')),
  cases: fileURLToPath(import.meta.resolve('@ringtrace/cases/main')),
  console: fileURLToPath(import.meta.resolve('@ringtrace/console/server/main')),
} as const;

export type WorkerName = keyof typeof workerModules;
