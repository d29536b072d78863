import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepClickHouse } from '@ringtrace/local/clickhouse/keep';
import { createLog } from '@ringtrace/platform/log';
import { describe } from 'vitest';
import { makeAuthority } from '../containers/authority.ts';
import { describeStore } from './describe-store.ts';

/** The embedded engine behind its front with TLS, as a server that the settings name. */
describe('the embedded engine with TLS', () => {
  describeStore(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ringtrace-tls-'));
    const authority = makeAuthority();
    const { key, chain } = authority.server(['127.0.0.1']);
    const tlsFile = join(dir, 'front.pem');
    writeFileSync(tlsFile, key + chain);
    const ca = join(dir, 'authority.pem');
    writeFileSync(ca, authority.certificate);
    const engine = await keepClickHouse({
      dataDir: join(dir, 'clickhouse'),
      credentialsFile: join(dir, 'credentials.json'),
      host: '127.0.0.1',
      port: 0,
      tlsFile,
      log: createLog('test', 'silent'),
    });
    return {
      url: engine.url,
      ca,
      ...engine.readWrite,
      async close() {
        await engine.stop();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  });
});
