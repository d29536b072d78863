import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { launchClickHouse, type RunningClickHouse } from '../clickhouse/launch.ts';
import { migrateStore } from '../migrations/migrate-store.ts';
import { backUpHome, restoreHome } from './backup.ts';

const answers = defineQuery()({
  name: 'what the store holds',
  sql: `SELECT (SELECT sum(cdrs) FROM arrivals) AS cdrs, (SELECT groupArray(name) FROM (SELECT name FROM migrations FINAL ORDER BY id)) AS names,
    (SELECT count() FROM system.tables WHERE database = currentDatabase()) AS tables`,
  row: z.object({ cdrs: z.number(), names: z.array(z.string()), tables: z.number() }),
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringtrace-restore-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const start = (home: string) =>
  launchClickHouse({
    dataDir: join(home, 'clickhouse'),
    credentialsFile: join(home, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
  });

async function withStore<T>(
  { url, readWrite }: RunningClickHouse,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const store = openStore({ url, ...readWrite, database: 'ringtrace', application: 'test' });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

it('a store that was put back gives the same answers, with the same passwords', async () => {
  const home = join(dir, 'home');
  const first = await start(home);
  await migrateStore({ url: first.url, ...first.readWrite, database: 'ringtrace' });
  const before = await withStore(first, async (store) => {
    await store.insertRows(arrivals, [{ carrier: 'north', minute: 1_772_560_800, cdrs: 41 }]);
    return store.query(answers, {});
  });
  await first.stop();
  await backUpHome(home, join(dir, 'backup'));
  rmSync(home, { recursive: true });

  await restoreHome(join(dir, 'backup'), home);
  const again = await start(home);
  try {
    expect(again.readWrite).toEqual(first.readWrite);
    expect(await withStore(again, (store) => store.query(answers, {}))).toEqual(before);
    expect(before[0]?.cdrs).toBe(41);
  } finally {
    await again.stop();
  }
});
