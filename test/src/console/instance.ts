import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPeople } from '@ringtrace/console/server/people/open';
import type { Role } from '@ringtrace/console/server/people/rights';
import { type Engine, sharedKafka } from '@ringtrace/local/test-services/ask';
import { openTestStore } from '@ringtrace/local/test-services/store';
import type { Store } from '@ringtrace/platform/clickhouse';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { mustHavePages, startProcess } from './process.ts';

/** Somebody who can sign in. */
export interface Account {
  readonly name: string;
  readonly password: string;
}

/** One instance with its console, and the worker of casework, each in a process of its own. */
export interface ConsoleInstance {
  /** Where the console is served, without a slash at the end. */
  readonly url: string;
  readonly store: Store;
  /** Adds a person. @param carrier for the role carrier alone */
  account(role: Role, carrier?: string): Promise<Account>;
  /** Path of the signed link of a request that went out; undefined while none has. */
  answerPath(request_id: string): string | undefined;
  stop(): Promise<void>;
}

/** A migrated store is filled by `fill`; then the processes start. All has an end with `stop`. */
export async function startConsole(fill: (store: Store) => Promise<void>): Promise<ConsoleInstance> {
  mustHavePages();
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-console-'));
  const [{ access }, { store, engine, close }] = await Promise.all([sharedKafka(), openTestStore()]);
  const stops: (() => Promise<unknown>)[] = [close];
  const stop = async () => {
    for (const end of stops.toReversed()) await end();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await fill(store);
    const env = {
      ...process.env,
      ...kafkaEnvironment(access),
      ...storeEnvironment(engine, store.database),
      RINGTRACE_HOME: home,
      RINGTRACE_API_PORT: '0',
      RINGTRACE_CONSOLE_PORT: '0',
      RINGTRACE_ANSWER_URL: 'https://traceback.example',
      RINGTRACE_SENDER: 'Example Group <t@group.example>',
      RINGTRACE_LOG_LEVEL: 'error',
    };
    const console = await startProcess('console', env);
    stops.push(console.stop);
    const cases = await startProcess('cases', env);
    stops.push(cases.stop);
    const { people, close: closePeople } = openPeople(home);
    stops.push(async () => closePeople());
    return {
      url: console.url,
      store,
      async account(role, carrier = '') {
        const name = `a-${role}${carrier === '' ? '' : `-${carrier}`}`;
        const password = await people.add({ name, role, carrier }, { name: 'test', reason: 'a test' });
        return { name, password };
      },
      answerPath: (request_id) => answerPathIn(join(home, 'cases', 'outbox'), request_id),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const storeEnvironment = ({ url, readWrite, readOnly }: Engine, database: string) => ({
  CLICKHOUSE_URL: url,
  CLICKHOUSE_USER: readWrite.user,
  CLICKHOUSE_PASSWORD: readWrite.password,
  CLICKHOUSE_ANALYST_USER: readOnly.user,
  CLICKHOUSE_ANALYST_PASSWORD: readOnly.password,
  CLICKHOUSE_DATABASE: database,
});

/** A message of the outbox is a folder with the request in several forms. */
function answerPathIn(outbox: string, request_id: string): string | undefined {
  for (const name of readdirSync(outbox, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('request.json')) continue;
    const message = requestMessage.parse(JSON.parse(readFileSync(join(outbox, name), 'utf8')));
    const asked = message.requests.find(({ request }) => request === request_id);
    if (asked?.answer_at !== undefined) return new URL(asked.answer_at).pathname;
  }
  return undefined;
}
