import { fileURLToPath } from 'node:url';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { pause } from '@ringtrace/platform/pause';
import type { OwnStack } from '../../ingest/stack.ts';
import { startWorker, type Worker } from '../../ingest/worker.ts';
import { parseExposition } from '../../metrics/exposition.ts';
import type { Sample } from './bounded.ts';

const main = fileURLToPath(import.meta.resolve('@ringtrace/detect/main'));
/** A scrape asks the store what is left to do: oftener would be load of its own. */
const scrapeEveryMs = 2_000;
/** A worker that has nothing to do looks every second. */
const idleLagMs = 10_000;
const delayMetric = 'ringtrace_detect_delay_seconds';
const roundMetric = 'ringtrace_detect_tick_duration_seconds';

/** A look at the worker's metrics: how far behind it was, and its rounds that changed something since its start. */
export interface Look extends Sample {
  readonly rounds: number;
  /** How long these rounds took together, s. */
  readonly roundSeconds: number;
}

/** A detect worker in a process of its own, and how far behind it says it is. */
export interface DetectProcess {
  readonly worker: Worker;
  /** One look after another. */
  readonly looks: readonly Look[];
  /** Returns when all that was stored by `moment` (ms since 1970) is judged and published; false = not by `deadline`. */
  judgedUpTo(moment: number, deadline: number): Promise<boolean>;
  /** Returns when it has nothing left to do; false = not by `deadline`. */
  idle(deadline: number): Promise<boolean>;
  stop(): Promise<void>;
}

export async function startDetect(stack: OwnStack): Promise<DetectProcess> {
  const worker = startWorker(stack, {}, main);
  const url = await served(worker);
  const looks: Look[] = [];
  const leaving = new AbortController();
  const watching = watch(url, looks, leaving.signal);
  watching.catch(() => {});
  const stopped = () => Promise.race([watching, worker.exited]).then(() => diedOf(worker));
  return {
    worker,
    looks,
    judgedUpTo: (moment, deadline) =>
      Promise.race([comesTrue(() => looks.some(({ at, lag }) => at - lag >= moment), deadline), stopped()]),
    idle: (deadline) =>
      Promise.race([comesTrue(() => (looks.at(-1)?.lag ?? idleLagMs) < idleLagMs, deadline), stopped()]),
    async stop() {
      leaving.abort();
      await watching.catch(() => {});
      await worker.stop();
    },
  };
}

async function comesTrue(holds: () => boolean, deadline: number): Promise<boolean> {
  for (; Date.now() < deadline; await pause(200)) if (holds()) return true;
  return false;
}

/** Where it serves its metrics. */
function served(worker: Worker): Promise<string> {
  const told = new Promise<string>((resolve) =>
    worker.child.on('message', (message) => {
      const { data } = announcement.safeParse(message);
      if (data !== undefined) resolve(data.url);
    }),
  );
  return Promise.race([told, worker.exited.then(() => diedOf(worker))]);
}

function diedOf(worker: Worker): never {
  throw new Error(`the detect worker ended by itself: ${worker.errors()}`);
}

/** Its metrics; undefined where it does not answer in time. A worker that died is told by its exit. */
const scrape = (url: string): Promise<string | undefined> =>
  fetch(`${url}/metrics`).then(
    (answer) => answer.text(),
    () => undefined,
  );

async function watch(url: string, looks: Look[], signal: AbortSignal): Promise<void> {
  for (; !signal.aborted; await pause(scrapeEveryMs, signal)) {
    const at = Date.now();
    const answer = await scrape(url);
    // A worker that computes for long does not answer in time: the next look tells how far behind it was.
    if (answer === undefined) continue;
    const scraped = parseExposition(answer);
    const delay = scraped.find(({ name }) => name === delayMetric);
    if (delay === undefined) throw new Error(`the detect worker says no ${delayMetric}`);
    const changed = (part: string) =>
      scraped.find(({ name, labels }) => name === `${roundMetric}_${part}` && labels['outcome'] === 'changed')
        ?.value ?? 0;
    looks.push({ at, lag: 1_000 * delay.value, rounds: changed('count'), roundSeconds: changed('sum') });
  }
}
