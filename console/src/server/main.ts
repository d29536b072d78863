import { serveHttp } from '@ringtrace/cases/api/serve-http';
import { caseworkOf } from '@ringtrace/cases/api/server';
import { type CaseLog, openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { openStore } from '@ringtrace/platform/clickhouse';
import { endpoints } from '@ringtrace/platform/instance';
import { announce } from '@ringtrace/platform/metrics/announce';
import { runWorker } from '@ringtrace/platform/worker';
import { consoleApp } from './app/app.ts';
import { builtPages, pageFiles } from './app/pages.ts';
import { makeFirstPerson } from './people/first-start.ts';
import { openPeople } from './people/open.ts';
import { sessionsIn } from './people/sessions.ts';
import { signInFor } from './sign-in/sign-in.ts';

runWorker('console', async ({ config, log, store, kafka, signal }) => {
  const at = endpoints(config);
  const analysts = openStore({
    url: at.storeUrl,
    ...at.readOnly,
    database: at.database,
    application: 'ringtrace-console',
  });
  const own = openPeople(config.RINGTRACE_HOME);
  await makeFirstPerson(own.people, config.RINGTRACE_HOME);
  let opened: CaseLog | undefined;
  const begin = () => {
    opened ??= openLog(logFile(config.RINGTRACE_HOME));
    const caseLog = opened;
    const desk = deskOf({ log: caseLog, store, config, signal });
    const casework = caseworkOf({ config, log, desk, store, copy: () => copyToStore(caseLog, store) });
    const { sessionOf, signIn, refused } = signInFor({
      config,
      log,
      people: own.people,
      sessions: sessionsIn(own.file),
    });
    return consoleApp({
      casework,
      common: { store, analysts, kafka, config, people: own.people },
      sessionOf,
      signIn,
      refused,
      files: pageFiles(builtPages),
      failed: (err, method) => log.error({ err, method }, 'console: a request failed'),
    });
  };
  const serving = await serveHttp({
    at: { host: config.RINGTRACE_CONSOLE_HOST, port: config.RINGTRACE_CONSOLE_PORT },
    what: 'the console',
    log,
    app: begin,
  });
  announce(serving.url);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
  await serving.close();
  await analysts.close();
  opened?.close();
  own.close();
});
