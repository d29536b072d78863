import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchClickHouse } from '@ringtrace/local/clickhouse/launch';
import { layOutUsers } from './users-of-image.ts';

/** The users of the compose files, with passwords of a test. */
export const passwords = {
  ringtrace: 'of-the-workers',
  analyst: 'of-the-analysts',
  grafana: 'of-the-dashboards',
} as const;
export type ComposeUser = keyof typeof passwords;

/** The variables that the file of users takes the passwords from. */
const variables = {
  CLICKHOUSE_PASSWORD: passwords.ringtrace,
  CLICKHOUSE_ANALYST_PASSWORD: passwords.analyst,
  CLICKHOUSE_GRAFANA_PASSWORD: passwords.grafana,
};

/** Lays the users out for an engine that this process starts. `remove` takes the folder and the variables away again. */
export function prepareUsers() {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-users-'));
  Object.assign(process.env, variables);
  return {
    dir,
    usersFile: layOutUsers(dir),
    remove() {
      rmSync(dir, { recursive: true, force: true });
      for (const name of Object.keys(variables)) delete process.env[name];
    },
  };
}

/** An engine with these users, in a folder of its own. */
export async function startEngineWithUsers() {
  const { dir, usersFile, remove } = prepareUsers();
  const { url, stop } = await launchClickHouse({
    dataDir: join(dir, 'data'),
    credentialsFile: join(dir, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
    usersFile,
  });
  return {
    url,
    async stop() {
      await stop();
      remove();
    },
  };
}
