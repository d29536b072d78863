import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openLog } from '../../log/log.ts';
import { verifyLog } from '../verify.ts';

/** A thread that checks the log in a file, and tells what it found. */
const { path, head } = z.object({ path: z.string(), head: z.string() }).parse(workerData);
const log = openLog(path, { readOnly: true });
try {
  parentPort?.postMessage(verifyLog(log, head));
} finally {
  log.close();
}
