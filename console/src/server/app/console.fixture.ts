import { Readable } from 'node:stream';
import { answerPages } from '@ringtrace/cases/api/answer-page/serve';
import { casesApi } from '@ringtrace/cases/api/app';
import type { Office } from '@ringtrace/cases/api/office';
import { memoryApi } from '@ringtrace/cases/api/office.fixture';
import { openStore, type Params, type Query, type Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { openConsoleFile } from '../people/console-file.ts';
import { peopleIn } from '../people/people.ts';
import type { Role } from '../people/rights.ts';
import { sessionsIn } from '../people/sessions.ts';
import { viewsIn } from '../people/views.ts';
import { signInFor } from '../sign-in/sign-in.ts';
import { consoleApp } from './app.ts';

/** The secret of links. */
export const linkSecret = Buffer.alloc(32, 7);
export const origin = 'http://127.0.0.1:18088';

/** A question to the store. */
interface AskedQuery {
  readonly name: string;
  readonly params: Params;
}

/** A store without rows, which notes what it is asked. */
function emptyStore(asked: AskedQuery[]): Store {
  const nowhere = openStore({
    url: 'http://127.0.0.1:1',
    user: 'x',
    password: '',
    database: 'x',
    application: 'x',
  });
  return {
    ...nowhere,
    async query<P extends Params, R>({ name }: Query<P, R>, params: P): Promise<R[]> {
      asked.push({ name, params });
      return [];
    },
    pieces<P extends Params, R>({ name }: Query<P, R>, params: P) {
      asked.push({ name, params });
      return Readable.from([]);
    },
  };
}

/** Every provider is known, and it is noted whose card is asked for. */
function withCards(office: Office, asked: AskedQuery[]): Office {
  const reference = { name: 'A Telecom', member: true, country: 'US', rmd: '', shaken: '', ocns: [] };
  const { providers } = office;
  return {
    ...office,
    providers: {
      async cards(as_of) {
        asked.push({ name: 'cards', params: {} });
        return providers.cards(as_of);
      },
      async card(provider, as_of) {
        asked.push({ name: 'card', params: { provider } });
        return { ...(await providers.card(provider, as_of)), reference };
      },
    },
  };
}

/** The whole console over a desk in memory and a store without rows. */
export async function memoryConsole(legs?: readonly string[]) {
  const memory = memoryApi(legs);
  const { desk } = memory;
  const log = createLog('test', 'silent');
  const config = loadConfig({ RINGTRACE_HOME: '/nonexistent' });
  const file = openConsoleFile(':memory:');
  const people = peopleIn(file);
  const sessions = sessionsIn(file);
  const asked: AskedQuery[] = [];
  const office = withCards(memory.office, asked);
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);
  const changed = async () => {};
  const group = { name: 'Example Traceback Group', email: '' };
  const store = emptyStore(asked);
  const app = consoleApp({
    casework: {
      office,
      changed,
      pages: answerPages({ desk, secret: () => linkSecret, group, changed, failed }),
      api: (callerOf, asksWhy = false) => casesApi({ office, callerOf, changed, failed, asksWhy }),
    },
    common: {
      store,
      analysts: undefined,
      kafka: createKafka({ brokers: [] }, 'test', log),
      config,
      people,
      views: viewsIn(file),
    },
    ...signInFor({ config, log, people, sessions }),
    files: new Map([['/index.html', { bytes: Buffer.from('the pages'), headers: {} }]]),
    failed,
  });

  /** The cookie of somebody with this role; of a carrier's person, with the carrier acme. */
  async function cookieFor(role: Role): Promise<string> {
    const name = `somebody-${role}`;
    if (!people.list().some((person) => person.name === name))
      await people.add(
        { name, role, carrier: role === 'carrier' ? 'acme' : '' },
        { name: 'test', reason: '' },
      );
    return `ringtrace-18088=${sessions.begin(name)}`;
  }
  const send = (path: string, init: RequestInit = {}) => app(new Request(new URL(path, origin), init));
  return { ...memory, app, send, cookieFor, asked, failures, people };
}
