import { existsSync } from 'node:fs';
import { schemasOf } from '@ringtrace/platform/avro/stored-schemas';
import { endpoints } from '@ringtrace/platform/instance';
import { announce } from '@ringtrace/platform/metrics/announce';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { serveMetrics } from '@ringtrace/platform/metrics/server';
import { periodsOf } from '@ringtrace/platform/retention-settings';
import { runWorker } from '@ringtrace/platform/worker';
import { serveHttp } from './api/serve-http.ts';
import { casesServer } from './api/server.ts';
import { type CaseLog, openLog } from './log/log.ts';
import { logFile } from './log/place.ts';
import { measuringInTurn } from './providers/measure/in-turn.ts';
import { checkPeriods } from './retention/kafka-periods.ts';
import { aloneIn } from './retention/lock.ts';
import { openShards } from './retention/shards.ts';
import { takeTurn } from './retention/turn.ts';
import { copyToStore } from './store/copy.ts';
import { deskOf } from './worker/desk.ts';
import { casesMetrics } from './worker/metrics.ts';
import { keepRetaining } from './worker/retaining.ts';
import { type Casework, runCases } from './worker/run.ts';
import { createTick } from './worker/tick.ts';
import { CasesWatch } from './worker/watch.ts';

runWorker('cases', async ({ config, log, store, kafka, signal }) => {
  const path = logFile(config.RINGTRACE_HOME);
  let opened: CaseLog | undefined;
  let casework: Casework | undefined;
  const begin = () => {
    opened ??= openLog(path);
    return { desk: deskOf({ log: opened, store, config, signal }), log: opened };
  };
  /** The first command of casework makes the log, or the first request to the API. */
  const open = () => {
    if (casework === undefined && existsSync(path)) {
      const { desk, log: caseLog } = begin();
      const measure = measuringInTurn(store);
      const copy = async () => {
        await copyToStore(caseLog, store);
        await measure();
      };
      casework = { tick: createTick(desk), copy };
    }
    return casework;
  };
  const watch = new CasesWatch(store, signal);
  const metrics = new Metrics();
  const count = casesMetrics(metrics, () => opened);
  const serving = await serveMetrics({
    host: config.RINGTRACE_METRICS_HOST,
    port: config.RINGTRACE_CASES_METRICS_PORT,
    metrics,
    alive: watch.alive,
    ready: watch.ready,
    log,
  });
  const api = await serveHttp({
    at: { host: config.RINGTRACE_API_HOST, port: config.RINGTRACE_API_PORT },
    what: 'the API of casework',
    log,
    app: () => {
      const { desk, log: caseLog } = begin();
      const feeds = { kafka, schemas: schemasOf({ config, store, log }) };
      return casesServer({ config, log, desk, store, feeds, copy: () => copyToStore(caseLog, store) });
    },
  });
  watch.serves(api.url);
  announce(serving.url, { api: api.url });
  const at = endpoints(config);
  const periods = periodsOf(config);
  const retaining = keepRetaining({
    log,
    signal,
    metrics,
    async run() {
      if (periods.size === 0 && !existsSync(path)) return undefined;
      const shards = async () => {
        await checkPeriods(kafka, periods);
        return openShards(config, store, { ...at.readWrite, ca: at.storeCa });
      };
      return aloneIn(config.RINGTRACE_HOME, () =>
        takeTurn({ log: begin().log, store, open: shards, periods, now: Date.now, signal }),
      );
    },
  });
  await runCases({
    open,
    log,
    signal,
    onRound(end) {
      count(end);
      watch.round(end);
    },
  });
  await retaining;
  await api.close();
  serving.close();
  opened?.close();
});
