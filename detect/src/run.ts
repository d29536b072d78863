import type { Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { type DetectProgress, openCounts } from './progress.ts';
import { type Publish, publishDue } from './publish.ts';
import { sweep } from './sweep.ts';
import { tick } from './tick.ts';

export interface DetectOptions {
  readonly store: Store;
  /** Sends candidate events to their topic; may fail, it is tried again. */
  readonly publish: Publish;
  readonly log: Logger;
  /** Ends the loop after the step under way. */
  readonly signal: AbortSignal;
  /** How often to look for changes while idle, ms. */
  readonly pollMs?: number;
  readonly onProgress?: (progress: DetectProgress) => void;
}

const longestRetryMs = 15_000;

/**
 * Keeps campaigns and candidates in line with the CDRs until `signal` aborts. ClickHouse or Kafka being away costs only
 * time: what is undone stays dirty. A second worker beside this one does the same work twice and harms nothing: every
 * step is a pure function of what is stored, under a build number of its own.
 */
export async function runDetect(options: DetectOptions): Promise<void> {
  const { log, signal, pollMs = 1_000 } = options;
  let retryMs = pollMs;
  let judgedMinutes = 0;
  while (!signal.aborted) {
    const started = performance.now();
    try {
      const rebuilt = await round(options, judgedMinutes);
      judgedMinutes += rebuilt;
      retryMs = pollMs;
      // While busy, rest as long as the round took: judging an hour again for every block would starve ingest.
      const tookMs = performance.now() - started;
      await pause(rebuilt > 0 ? Math.min(tookMs, pollMs * 5) : pollMs, signal);
    } catch (error) {
      log.error({ err: error, retryInMs: retryMs }, 'detect: round failed; what is undone stays dirty');
      await pause(retryMs, signal);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    }
  }
}

async function round(options: DetectOptions, judgedBefore: number): Promise<number> {
  const { store, publish, log, onProgress } = options;
  const result = await tick(store);
  const published = await publishDue(store, publish);
  const busy = result.rebuiltBuckets + result.judgedHours + result.changedCampaigns + published;
  if (busy === 0) return 0;
  log.info({ ...result, published }, 'detect: round');
  await sweep(store);
  const [open] = await store.query(openCounts, {});
  const judgedMinutes = judgedBefore + result.rebuiltBuckets;
  onProgress?.({
    kind: 'detect',
    campaigns: open?.campaigns ?? 0,
    candidates: open?.candidates ?? 0,
    judgedMinutes,
  });
  return Math.max(1, result.rebuiltBuckets);
}
