import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { describeStore } from '../../store/describe-store.ts';
import { backupPlace, startServer, withoutServer } from './server.ts';

describe.skipIf(withoutServer !== '')(`a ClickHouse server in a container${withoutServer}`, () => {
  describeStore(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ringtrace-container-'));
    const server = await startServer(dir);
    return {
      url: server.https,
      ca: server.ca,
      ...server.admin,
      async close() {
        await server.stop();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  }, backupPlace);
});
