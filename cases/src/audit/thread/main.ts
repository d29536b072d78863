import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openLog } from '../../log/log.ts';
import { KeptCheck } from '../kept-check.ts';

/** A thread that checks the log in a file as often as it is asked, and tells what it found. It ends when it is told to. */
const { path } = z.object({ path: z.string() }).parse(workerData);
const asked = z.object({ extent: z.enum(['whole', 'rest']), head: z.string() });
const log = openLog(path, { readOnly: true });
const checks = new KeptCheck(log);
parentPort?.on('message', (message: unknown) => {
  const { extent, head } = asked.parse(message);
  parentPort?.postMessage(checks.check(extent, head));
});
