import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf, feedOf, loadExampleReference, manifestOf } from '../../e2e/example-answers.ts';
import { Home, type Server, up } from '../../e2e/ringtrace.ts';
import { addCarrier, environmentOf } from '../../producers/login.ts';
import { withoutDocker } from '../without-docker.ts';
import { addWorker, type ContainerBroker, environmentAs, startBroker } from './broker.ts';

/** Carriers of the example that have a user of their own. */
const withLogin = 2;

describe.skipIf(withoutDocker !== '')(
  `the bundled example by way of a broker in a container${withoutDocker}`,
  () => {
    let dir: string;
    /** Embedded broker and engine. */
    let embedded: Home;
    /** A carrier's machine, on which nothing runs. */
    let elsewhere: Home;
    let broker: ContainerBroker;
    let home: Home;
    let operator: Home;
    let servers: Server[] = [];

    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'ringtrace-container-'));
      embedded = new Home();
      elsewhere = new Home();
      broker = await startBroker(dir);
      home = new Home({ settings: environmentAs(broker, await addWorker(broker)) });
      operator = new Home({ settings: environmentAs(broker, broker.admin) });
      await embedded.ok(['start', '--once']);
      servers = [await up(embedded), await up(home)];
    }, 480_000);
    afterAll(async () => {
      for (const server of servers) await server.interrupt();
      await broker.stop();
      for (const one of [embedded, elsewhere, home, operator]) one.remove();
      rmSync(dir, { recursive: true, force: true });
    });

    it('carriers and the group feed with logins of their own, and the answers are those of the embedded broker', async () => {
      const { files } = manifestOf(embedded);
      await loadExampleReference(embedded, home);
      for (const [index, file] of files.entries()) {
        // Each user takes Kafka's own tool some seconds. The group's user may write to every feed topic.
        const env = index < withLogin ? environmentOf(await addCarrier(operator, file.carrier)) : home.env;
        const fed = await elsewhere.run(feedOf(embedded, file), { env });
        expect([fed.code, fed.stderr]).toMatchObject([0, expect.not.stringContaining('rror')]);
      }
      await home.json('status', '--wait-idle');
      expect(await answersOf(home)).toEqual(await answersOf(embedded));
      expect(await home.rows('SELECT count() > 0 FROM traceback_candidates')).toEqual(['1']);
      expect((await home.run(['verify'])).code).toBe(0);
    }, 600_000);
  },
);
