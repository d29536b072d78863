import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { Home, storeSoon, up } from '../../e2e/ringtrace.ts';
import { describeAccess } from '../../producers/describe-access.ts';
import { withoutDocker } from '../without-docker.ts';
import { addWorker, environmentAs, startBroker } from './broker.ts';

describe.skipIf(withoutDocker !== '')(`at a broker in a container${withoutDocker}`, () => {
  describeAccess(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ringtrace-container-'));
    const broker = await startBroker(dir);
    const worker = environmentAs(broker, await addWorker(broker));
    const home = new Home({ settings: { ...storeSoon, ...worker } });
    const operator = new Home({ settings: environmentAs(broker, broker.admin) });
    const server = await up(home);
    return {
      home,
      operator,
      services: server.instance.kafka.brokers,
      async close() {
        await server.interrupt();
        await broker.stop();
        for (const one of [home, operator]) one.remove();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  });
});
