import { serveHttp } from '@ringtrace/cases/api/serve-http';
import { caseworkOf } from '@ringtrace/cases/api/server';
import { type CaseLog, openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { schemasOf } from '@ringtrace/platform/avro/stored-schemas';
import { openStore } from '@ringtrace/platform/clickhouse';
import { analystOf, endpoints } from '@ringtrace/platform/instance';
import { announce } from '@ringtrace/platform/metrics/announce';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { serveMetrics } from '@ringtrace/platform/metrics/server';
import { runWorker } from '@ringtrace/platform/worker';
import { consoleApp } from './app/app.ts';
import { consoleMetrics } from './app/metrics.ts';
import { areBuilt, builtPages, pageFiles } from './app/pages.ts';
import { watchConsole } from './app/watch.ts';
import { makeFirstPerson } from './people/first-start.ts';
import { openPeople } from './people/open.ts';
import { sessionsIn } from './people/sessions.ts';
import { viewsIn } from './people/views.ts';
import { readAhead } from './routes/earlier-cards.ts';
import { signInFor } from './sign-in/sign-in.ts';

runWorker('console', async ({ config, log, store, kafka, signal }) => {
  const { people, file, close: closePeople } = openPeople(config.RINGTRACE_HOME);
  await makeFirstPerson(people, config.RINGTRACE_HOME);
  const sessions = sessionsIn(file);
  const views = viewsIn(file);

  const analyst = analystOf(config);
  const { storeUrl, storeCa, database } = endpoints(config);
  const analysts =
    analyst &&
    openStore({ url: storeUrl, ca: storeCa, ...analyst, database, application: 'ringtrace-console' });

  let opened: CaseLog | undefined;
  const metrics = new Metrics();
  const counted = consoleMetrics(metrics, sessions.count);
  const begin = () => {
    opened ??= openLog(logFile(config.RINGTRACE_HOME));
    const caseLog = opened;
    const desk = deskOf({ log: caseLog, store, config, signal });
    const feeds = { kafka, schemas: schemasOf({ config, store, log }) };
    const copy = () => copyToStore(caseLog, store);
    const casework = caseworkOf({ config, log, desk, store, feeds, copy });
    const app = consoleApp({
      casework,
      common: { store, analysts, kafka, config, people, views },
      ...signInFor({ config, log, people, sessions }),
      files: pageFiles(builtPages),
      failed: (err, method) => log.error({ err, method }, 'console: a request failed'),
    });
    return counted(app);
  };

  const watch = watchConsole({ store, pages: () => areBuilt(builtPages), leaving: signal });
  const serving = await serveMetrics({
    host: config.RINGTRACE_METRICS_HOST,
    port: config.RINGTRACE_CONSOLE_METRICS_PORT,
    metrics,
    alive: watch.alive,
    ready: watch.ready,
    log,
  });
  const served = await serveHttp({
    at: { host: config.RINGTRACE_CONSOLE_HOST, port: config.RINGTRACE_CONSOLE_PORT },
    what: 'the console',
    log,
    app: begin,
  });
  watch.serves(served.url);
  announce(serving.url, { console: served.url });

  // Where the store is away, a history reads its cards itself.
  void readAhead(store, Date.now()).catch(() => {});

  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  await served.close();
  serving.close();
  await analysts?.close();
  opened?.close();
  closePeople();
});
