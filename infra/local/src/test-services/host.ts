import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Stoppable } from '../stop-all.ts';
import type { Engine, Template, TestKafka } from './ask.ts';

type Service = Engine | Template | TestKafka;

/** The services of one test run. */
export interface Host {
  /** The Unix socket to ask for a service's address: a folder that is its owner's alone holds it. */
  readonly socket: string;
  /** Ends what was started, and removes its data. */
  stop(): Promise<void>;
}

/**
 * Offers one broker, one engine and in it one migrated store to all test files of a run. Each is made when a test file
 * first asks for it. All end with this process, however it ends.
 */
export async function hostServices(): Promise<Host> {
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-tests-'));
  const services = new LazyServices(home);
  const server = createServer({ allowHalfOpen: true }, (socket) => void answer(socket, services));
  const socket = join(home, 'ask');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socket, resolve);
  });
  return {
    socket,
    async stop() {
      server.close();
      await services.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The question is the name of a service; the answer is its address as JSON, or the reason why there is none. */
async function answer(socket: Socket, services: LazyServices): Promise<void> {
  // A test process that was killed hears no answer.
  socket.on('error', () => socket.destroy());
  const asked = await text(socket);
  const reply = await services.get(asked).catch((error: unknown) => ({ error: String(error) }));
  socket.end(JSON.stringify(reply));
}

/** The launchers are loaded with the first start: most workspaces never ask. */
class LazyServices {
  readonly #home: string;
  readonly #stopping: Promise<Stoppable>[] = [];
  /** Each is made once, by whoever asks first. */
  readonly #services: { readonly [name: string]: () => Promise<Service> };

  constructor(home: string) {
    this.#home = home;
    const engine = once(() => this.#startEngine());
    this.#services = {
      engine,
      template: once(async () => makeTemplate(await engine())),
      kafka: once(() => this.#startKafka()),
    };
  }

  async get(name: string): Promise<Service> {
    const service = this.#services[name];
    if (service === undefined) throw new Error(`there is no test service '${name}'`);
    return service();
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.#stopping);
    const { stopAll } = await import('../stop-all.ts');
    await stopAll(started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  }

  async #startEngine(): Promise<Engine> {
    const { launchClickHouse } = await import('../clickhouse/launch.ts');
    const launching = launchClickHouse({
      dataDir: join(this.#home, 'clickhouse'),
      credentialsFile: this.#credentialsFile(),
      host: '127.0.0.1',
      port: 0,
    });
    this.#stopping.push(launching);
    const { url, pid, readWrite, readOnly } = await launching;
    return { url, pid, readWrite, readOnly };
  }

  async #startKafka(): Promise<TestKafka> {
    const { launchKafka } = await import('../kafka/launch.ts');
    const launching = launchKafka({
      dataDir: join(this.#home, 'kafka'),
      credentialsFile: this.#credentialsFile(),
    });
    this.#stopping.push(launching);
    const { access } = await launching;
    return { access };
  }

  #credentialsFile = () => join(this.#home, 'credentials.json');
}

/** The migrations run once for all test files: they take the engine three times as long as a copy of their tables. */
async function makeTemplate({ url, readWrite }: Engine): Promise<Template> {
  const { migrateStore } = await import('../migrations/migrate-store.ts');
  const database = 'test_template';
  await migrateStore({ url, ...readWrite, database });
  return { database };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
