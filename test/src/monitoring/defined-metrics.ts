import { casesMetrics } from '@ringtrace/cases/worker/metrics';
import { retentionMetrics } from '@ringtrace/cases/worker/retaining';
import { consoleMetrics } from '@ringtrace/console/server/app/metrics';
import { detectMetrics } from '@ringtrace/detect/worker/metrics';
import { ingestMetrics } from '@ringtrace/ingest/worker/metrics';
import { openStore } from '@ringtrace/platform/clickhouse';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { Metrics } from '@ringtrace/platform/metrics/registry';

/** The names of all metrics that workers define. A histogram has three series. Neither Kafka nor a store is needed. */
export function definedMetrics(): Set<string> {
  const metrics = new Metrics();
  const address = '127.0.0.1:9';
  const login = { url: `http://${address}`, user: 'nobody', password: '', database: 'none' };
  ingestMetrics(metrics, createKafka({ brokers: [address] }, 'test', createLog('test', 'silent')), () => {});
  detectMetrics(metrics, openStore({ ...login, application: 'test' }));
  casesMetrics(metrics, () => undefined);
  retentionMetrics(metrics);
  consoleMetrics(metrics, () => 0);
  const names = metrics.registry.getMetricsAsArray().map(({ name }) => name);
  return new Set(names.flatMap((name) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]));
}
