import { createReferenceLoader } from '@ringtrace/enrich/loader';
import { openStore } from '@ringtrace/platform/clickhouse';
import { ConfigError, loadConfig } from '@ringtrace/platform/config';
import { endpoints } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { announce } from '@ringtrace/platform/metrics/announce';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { serveMetrics } from '@ringtrace/platform/metrics/server';
import { runIngest } from './ingest.ts';
import { ingestMetrics } from './metrics.ts';
import type { IngestProgress } from './progress.ts';
import { keepReference } from './reference.ts';
import { IngestWatch } from './watch.ts';

/** A broker that doesn't answer keeps a leaving worker no longer than this, ms. */
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

const report = (progress: IngestProgress) => {
  if (process.connected) process.send?.(progress, undefined, undefined, () => {});
};

async function main(): Promise<void> {
  const config = loadConfig();
  const at = endpoints(config);
  const log = createLog('ingest', config.RINGTRACE_LOG_LEVEL);
  const store = openStore({
    url: at.clickhouseUrl,
    ...at.readWrite,
    database: at.database,
    application: 'ringtrace-ingest',
  });
  const signal = leaveSignal();
  const kafka = createKafka(at.kafkaBrokers, 'ringtrace-ingest', log);
  const watch = new IngestWatch(store, signal);
  const metrics = new Metrics();
  const serving = await serveMetrics({
    host: config.RINGTRACE_METRICS_HOST,
    port: config.RINGTRACE_INGEST_METRICS_PORT,
    metrics,
    alive: watch.alive,
    ready: watch.ready,
    log,
  });
  announce(serving.url);
  const reference = createReferenceLoader({ store, log });
  await keepReference(reference, log, signal);
  await runIngest({
    kafka,
    store,
    reference,
    log,
    signal,
    blockRows: config.RINGTRACE_BLOCK_ROWS,
    blockMs: config.RINGTRACE_BLOCK_MS,
    onProgress: report,
    onTurn: (state) => watch.consumer(state),
    metrics: ingestMetrics(metrics, kafka, (table, error) => watch.inserted(table, error)),
  });
  serving.close();
  await store.close();
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`ringtrace ingest: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(error instanceof ConfigError ? 2 : 1);
  },
);
