import { ReferenceLoader } from '@ringtrace/enrich/loader';
import { openTrustStore } from '@ringtrace/enrich/stir/trust-store';
import { schemasOf } from '@ringtrace/platform/avro/stored-schemas';
import { collectByBuffers } from '@ringtrace/platform/collect';
import { announce } from '@ringtrace/platform/metrics/announce';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { serveMetrics } from '@ringtrace/platform/metrics/server';
import { runWorker, tellParent } from '@ringtrace/platform/worker';
import { keepHorizon } from './horizon.ts';
import { runIngest } from './ingest.ts';
import { ingestMetrics } from './metrics.ts';
import { keepReference } from './reference.ts';
import { IngestWatch } from './watch.ts';

collectByBuffers();

runWorker('ingest', async ({ config, log, store, kafka, signal }) => {
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
  const reference = new ReferenceLoader({ store, log });
  await keepReference(reference, log, signal);
  const folder = config.RINGTRACE_STIR_TRUST;
  await runIngest({
    kafka,
    store,
    schemas: schemasOf({ config, store, log }),
    reference,
    acceptedFrom: await keepHorizon(store, log, signal),
    ...(folder === undefined ? {} : { trust: await openTrustStore(folder) }),
    log,
    signal,
    blockRows: config.RINGTRACE_BLOCK_ROWS,
    blockMs: config.RINGTRACE_BLOCK_MS,
    onProgress: tellParent,
    onTurn: (state) => watch.consumer(state),
    metrics: ingestMetrics(metrics, kafka, (table, error) => watch.inserted(table, error)),
  });
  serving.close();
});
