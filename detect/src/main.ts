import { openStore } from '@ringtrace/platform/clickhouse';
import { ConfigError, loadConfig } from '@ringtrace/platform/config';
import { endpoints } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { announce } from '@ringtrace/platform/metrics/announce';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { serveMetrics } from '@ringtrace/platform/metrics/server';
import { detectMetrics } from './metrics.ts';
import type { DetectProgress } from './progress.ts';
import { runDetect } from './run.ts';
import { candidatePublisher } from './topic.ts';
import { DetectWatch } from './watch.ts';

/** A store or broker that doesn't answer keeps a leaving worker no longer than this, ms. */
const leaveMs = 25_000;

/** Aborts when the process is asked to leave, or when the process that runs it is gone. */
function leaveSignal(): AbortSignal {
  const leave = new AbortController();
  const ask = () => {
    leave.abort();
    setTimeout(() => process.exit(1), leaveMs).unref();
  };
  process.once('SIGTERM', ask);
  process.once('SIGINT', ask);
  process.once('disconnect', ask);
  return leave.signal;
}

const report = (progress: DetectProgress) => {
  if (process.connected) process.send?.(progress, undefined, undefined, () => {});
};

async function main(): Promise<void> {
  const config = loadConfig();
  const at = endpoints(config);
  const log = createLog('detect', config.RINGTRACE_LOG_LEVEL);
  const store = openStore({
    url: at.clickhouseUrl,
    ...at.readWrite,
    database: at.database,
    application: 'ringtrace-detect',
  });
  const publisher = candidatePublisher(createKafka(at.kafkaBrokers, 'ringtrace-detect', log));
  const signal = leaveSignal();
  const watch = new DetectWatch(store, signal);
  const metrics = new Metrics();
  const count = detectMetrics(metrics, store);
  const serving = await serveMetrics({
    host: config.RINGTRACE_METRICS_HOST,
    port: config.RINGTRACE_DETECT_METRICS_PORT,
    metrics,
    alive: watch.alive,
    ready: watch.ready,
    log,
  });
  announce(serving.url);
  await runDetect({
    store: watch.watched(),
    publish: publisher.publish,
    log,
    signal,
    onProgress: report,
    onRound(end) {
      count(end);
      watch.round(end);
    },
  });
  serving.close();
  await publisher.close();
  await store.close();
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`ringtrace detect: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  },
);
