import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeRights, testReaders } from '@ringtrace/local/rights/describe-rights.fixture';
import { afterAll, describe } from 'vitest';
import { Home } from '../../e2e/ringtrace.ts';
import { type ContainerServer, startServer, withoutServer } from './server.ts';

/** The way of docs/operations.md: the admin migrates, the printed statements make rights, and our own user works with its role. */
describe.skipIf(withoutServer !== '')(`rights on a ClickHouse server in a container${withoutServer}`, () => {
  let dir: string;
  let server: ContainerServer;
  let home: Home;
  afterAll(async () => {
    await server.stop();
    home.remove();
    rmSync(dir, { recursive: true, force: true });
  });

  describeRights(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ringtrace-container-'));
    server = await startServer(dir);
    const at = (user: string, password: string): NodeJS.ProcessEnv => ({
      CLICKHOUSE_URL: server.https,
      CLICKHOUSE_TLS_CA: server.ca,
      CLICKHOUSE_USER: user,
      CLICKHOUSE_PASSWORD: password,
    });
    home = new Home({ settings: at(server.admin.user, server.admin.password) });
    await home.ok(['migrate']);
    const passwords = new Map<string, string>();
    for (const { name, role, carrier } of testReaders) {
      const of = carrier === '' ? [] : ['--carrier', carrier];
      passwords.set(name, (await home.ok(['reader', 'add', name, '--role', role, ...of])).trim());
    }
    const printed = await home.ok(['reader', 'sql']);
    for (const statement of printed.split(/;\n/).filter((one) => one.trim() !== ''))
      await server.run(statement);
    const worker = { user: 'ringtrace', password: 'of-a-worker' };
    await server.run(
      `CREATE USER ${worker.user} IDENTIFIED BY '${worker.password}' DEFAULT DATABASE ringtrace`,
    );
    await server.run(`GRANT ringtrace_worker TO ${worker.user}`);
    // The role suffices for what an upgrade does.
    const again = await home.run(['migrate'], { env: at(worker.user, worker.password) });
    if (again.code !== 0) throw new Error(again.stderr);
    return { url: server.http, worker, passwordOf: (reader) => passwords.get(reader) ?? '' };
  });
});
