import { statSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { openLog } from '../../log/log.ts';
import { KeptCheck } from '../kept-check.ts';

/** A thread that checks the log in a file as often as it is asked, and tells what it found. It ends when it is told to. */
const { path } = z.object({ path: z.string() }).parse(workerData);
const asked = z.object({ extent: z.enum(['whole', 'rest']), head: z.string() });
/** Another file has another place on the disk, as long as this one is open. */
const placeOf = () => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return { device: found?.dev, inode: found?.ino };
};

// First the place: a file that is replaced in between is then opened once more.
let place = placeOf();
let log = openLog(path, { readOnly: true });
const checks = new KeptCheck(log);

/** Opens the file that lies at the path now, where that is another one. */
function follow(): void {
  const now = placeOf();
  if (now.device === place.device && now.inode === place.inode) return;
  log.close();
  place = now;
  log = openLog(path, { readOnly: true });
  checks.replaceLog(log);
}

parentPort?.on('message', (message: unknown) => {
  const { extent, head } = asked.parse(message);
  follow();
  parentPort?.postMessage(checks.check(extent, head));
});
