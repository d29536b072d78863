import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPeople } from '@ringtrace/console/server/people/open';
import type { Role } from '@ringtrace/console/server/people/rights';
import { type Engine, sharedKafka } from '@ringtrace/local/test-services/ask';
import { openTestStore } from '@ringtrace/local/test-services/store';
import type { Store } from '@ringtrace/platform/clickhouse';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { workerStart } from '@ringtrace/platform/worker-start';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { hasPages } from '@ringtrace/setup/pages';

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

const mains = { console: '@ringtrace/console/server/main', cases: '@ringtrace/cases/main' } as const;

/** A migrated store is filled by `fill`; then the processes start. All has an end with `stop`. */
export async function startConsole(fill: (store: Store) => Promise<void>): Promise<ConsoleInstance> {
  if (!hasPages())
    throw new Error("the pages are not built from the sources that are there: 'npm run build' does it");
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
      ...workerStart.env,
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

/** A worker, once it has said where it serves. What it writes to standard error is ours to see. */
async function startProcess(name: keyof typeof mains, env: NodeJS.ProcessEnv) {
  const child = fork(fileURLToPath(import.meta.resolve(mains[name])), [], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: workerStart.execArgv,
  });
  const exited = once(child, 'exit');
  const serving = new Promise<string>((resolve) =>
    child.on('message', (message) => {
      const told = announcement.safeParse(message);
      if (told.success) resolve(told.data.console ?? told.data.url);
    }),
  );
  const ended = exited.then(() => Promise.reject(new Error(`${name} ended before it served`)));
  const url = await Promise.race([serving, ended]);
  return {
    url: url.replace(/\/$/, ''),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

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
