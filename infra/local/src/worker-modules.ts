import { fileURLToPath } from 'node:url';

const module = (name: string) => fileURLToPath(import.meta.resolve(name));

/** Each worker's program, as an absolute path. */
export const workerModules = {
  ingest: module('@ringtrace/ingest/worker/main'),
  detect: module('@ringtrace/detect/main'),
  cases: module('@ringtrace/cases/main'),
  console: module('@ringtrace/console/server/main'),
} as const;

export type WorkerName = keyof typeof workerModules;
