import { fileURLToPath } from 'node:url';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { pause } from '@ringtrace/platform/pause';
import type { OwnStack } from '../../ingest/stack.ts';
import { startWorker, type Worker } from '../../ingest/worker.ts';
import { type Look, lookAt, type Metrics, metricsIn } from './detect-metrics.ts';

const main = fileURLToPath(import.meta.resolve('@ringtrace/detect/main'));
/** A scrape asks the store what is left to do: oftener would be load of its own. */
const scrapeEveryMs = 2_000;
/** A worker that has nothing to do looks every second. */
const idleLagMs = 10_000;
const takeoverEveryMs = 100;
const longestTakeoverMs = 120_000;

/** Detect workers of one group, each in a process of its own. One is active; how far behind it says it is. */
export interface DetectWorkers {
  readonly workers: readonly Worker[];
  /** One look at the active one after another. */
  readonly looks: readonly Look[];
  /** Returns when all that was stored by `moment` (ms since 1970) is judged and published; false = not by `deadline`. */
  judgedUpTo(moment: number, deadline: number): Promise<boolean>;
  /** Returns when nothing is left to do; false = not by `deadline`. */
  idle(deadline: number): Promise<boolean>;
  /** Position of the worker that was active at the last look. */
  active(): number | undefined;
  /**
   * Kills the active worker, and returns after how long another one has ended its first round, ms. Nothing else can be asked
   * afterwards.
   */
  takeover(): Promise<number>;
  stop(): Promise<void>;
}

export async function startDetect(stack: OwnStack, count: number): Promise<DetectWorkers> {
  const workers = Array.from({ length: count }, () => startWorker(stack, {}, main, [], 'detect'));
  const urls = await Promise.all(workers.map(served));
  const looks: Look[] = [];
  let active: number | undefined;
  const leaving = new AbortController();
  const watching = watch(urls, leaving.signal, (seen) => {
    const found = seen.findIndex((metrics) => metrics?.isActive);
    active = found === -1 ? active : found;
    const look = lookAt(Date.now(), seen);
    if (look !== undefined) looks.push(look);
  });
  watching.catch(() => {});
  const anyEnds = Promise.race(workers.map((worker) => worker.exited.then(() => diedOf(worker))));
  anyEnds.catch(() => {});
  const stopped = () => Promise.race([anyEnds, watching.then(() => false)]);
  const endWatch = async () => {
    leaving.abort();
    await watching.catch(() => {});
  };
  return {
    workers,
    looks,
    judgedUpTo: (moment, deadline) =>
      Promise.race([comesTrue(() => looks.some(({ at, lag }) => at - lag >= moment), deadline), stopped()]),
    idle: (deadline) =>
      Promise.race([comesTrue(() => (looks.at(-1)?.lag ?? idleLagMs) < idleLagMs, deadline), stopped()]),
    active: () => active,
    async takeover() {
      await endWatch();
      const leader = workers[active ?? -1];
      if (leader === undefined) throw new Error('no detect worker is the active one');
      const others = urls.filter((_, i) => i !== active);
      const from = performance.now();
      await leader.kill();
      for (; performance.now() - from < longestTakeoverMs; await pause(takeoverEveryMs)) {
        const seen = await Promise.all(others.map(scrape));
        if (seen.some((metrics) => metrics?.isActive)) return performance.now() - from;
      }
      throw new Error(`no detect worker took over within ${longestTakeoverMs / 1_000} s`);
    },
    async stop() {
      await endWatch();
      await Promise.all(workers.map((worker) => worker.stop()));
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
  throw new Error(`a detect worker ended by itself: ${worker.errors()}`);
}

/** A worker's metrics; undefined where it does not answer in time. A worker that died is told by its exit. */
const scrape = (url: string): Promise<Metrics | undefined> =>
  fetch(`${url}/metrics`)
    .then((answer) => answer.text())
    .then(metricsIn, () => undefined);

/** A worker that computes for long does not answer in time: the next look tells how far behind it was. */
async function watch(
  urls: readonly string[],
  signal: AbortSignal,
  look: (seen: readonly (Metrics | undefined)[]) => void,
): Promise<void> {
  for (; !signal.aborted; await pause(scrapeEveryMs, signal)) look(await Promise.all(urls.map(scrape)));
}
