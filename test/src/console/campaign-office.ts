import { keptPackages } from '@ringtrace/cases/api/kept-packages';
import { serveRoutes } from '@ringtrace/cases/api/serve';
import { storeOffice } from '@ringtrace/cases/api/store-office';
import { verifyLog } from '@ringtrace/cases/audit/verify';
import type { CaseLog } from '@ringtrace/cases/log/log';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { openConsoleFile } from '@ringtrace/console/server/people/console-file';
import { peopleIn } from '@ringtrace/console/server/people/people';
import { readingRights, rightsOf } from '@ringtrace/console/server/people/rights';
import type { Session } from '@ringtrace/console/server/people/session';
import { viewsIn } from '@ringtrace/console/server/people/views';
import { routes } from '@ringtrace/console/server/routes/all';
import type { Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';

const lead: Session = { name: 'anna', role: 'lead', carrier: undefined, may: rightsOf('lead') };

interface Asking {
  /** Who asks; a lead, unless said. */
  readonly session?: Session;
  readonly kafka?: Kafka;
}

const noKafka = () => createKafka({ brokers: [] }, 'test', createLog('test', 'silent'));

/** Asks the console's own routes over a store and a log. Throws what a route throws as a fault. */
export function askConsole(
  store: Store,
  log: CaseLog,
  { session: who = lead, kafka = noKafka() }: Asking = {},
) {
  const config = loadConfig({ RINGTRACE_HOME: '/nonexistent' });
  const office = storeOffice(deskOf({ log, store, config }), store, {
    checkLog: async (_, head) => verifyLog(log, head),
    copied: async () => void (await copyToStore(log, store)),
    measured: async () => {},
    packages: keptPackages({ home: '/nonexistent', log, store, feeds: undefined }),
  });
  const file = openConsoleFile(':memory:');
  const [people, views] = [peopleIn(file, {}), viewsIn(file)];
  const app = serveRoutes({
    routes,
    callerOf: () => who,
    workFor: (session: Session) => ({
      store,
      analysts: store,
      kafka,
      config,
      people,
      views,
      office,
      session,
    }),
    log,
    reading: readingRights,
    numbers: 'numbers',
    changed: async () => {},
    failed: (error) => {
      throw error;
    },
  });
  return async (path: string, init: RequestInit = {}) => app.request(`/api/v1/console${path}`, init);
}
