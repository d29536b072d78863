import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replacePartition } from '@ringtrace/cases/retention/replace';
import { oneShard } from '@ringtrace/cases/retention/shards';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { launchClickHouse, type RunningClickHouse } from '../clickhouse/launch.ts';
import { migrateAt } from './migrate-at.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringtrace-tiers-'));
let engine: RunningClickHouse;
let store: Store;
beforeAll(async () => {
  mkdirSync(join(dir, 'cold'));
  engine = await launchClickHouse({
    dataDir: join(dir, 'data'),
    credentialsFile: join(dir, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
    coldDir: join(dir, 'cold'),
  });
  store = openStore({ url: engine.url, ...engine.readWrite, database: 'ringtrace', application: 'test' });
});
afterAll(async () => {
  await store?.close();
  await engine?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const migrate = (env: NodeJS.ProcessEnv) =>
  migrateAt(loadConfig(env), { url: engine.url, ...engine.readWrite, database: 'ringtrace' });
const tiered = { CLICKHOUSE_STORAGE_POLICY: 'tiered', RINGTRACE_COLD_AFTER_DAYS: '30' };

const disks = defineQuery()({
  name: 'disks of parts',
  row: z.object({ day: z.string(), disk: z.string(), rows: z.number() }),
  sql: "SELECT partition AS day, disk_name AS disk, sum(rows) AS rows FROM system.parts WHERE active AND database = currentDatabase() AND table = 'cdr_store' GROUP BY day, disk ORDER BY day",
});
const insert = (day: string) =>
  store.command(
    `INSERT INTO cdr_store (carrier, call_id, start_time) SELECT 'acme', toString(number), toDateTime64('${day} 12:00:00', 3, 'UTC') + number FROM numbers(1000)`,
  );
const today = new Date().toISOString().slice(0, 10);

it('moves old parts to the cold volume, also those from before the setting, and deletes nothing', async () => {
  await migrate({});
  await insert('2026-01-05');
  await expect(migrate({ ...tiered, CLICKHOUSE_STORAGE_POLICY: 'tired' })).rejects.toThrow(
    "the server knows no such storage policy; add it to its configuration, see 'Hot and cold disks'",
  );
  await expect(migrate({ ...tiered, CLICKHOUSE_COLD_VOLUME: 'ice' })).rejects.toThrow(
    "needs the volumes 'default' and 'ice' and has 'default', 'cold'",
  );
  await migrate(tiered);
  await insert('2026-01-06');
  await insert(today);
  await expect
    .poll(() => store.query(disks, {}), { timeout: 60_000, interval: 500 })
    .toEqual([
      { day: '20260105', disk: 'cold', rows: 1_000 },
      { day: '20260106', disk: 'cold', rows: 1_000 },
      { day: today.replaceAll('-', ''), disk: 'default', rows: 1_000 },
    ]);
  // The same again changes nothing; without an age nothing moves any more, and nothing comes back by itself.
  await migrate(tiered);
  await migrate({ CLICKHOUSE_STORAGE_POLICY: 'tiered' });
  await insert('2026-01-07');
  expect((await store.query(disks, {})).map(({ disk }) => disk)).toEqual([
    'cold',
    'cold',
    'default',
    'default',
  ]);

  // A day on the cold disk goes like any other, and what is kept of it stays.
  const [shard] = oneShard(store).all;
  if (shard === undefined) throw new Error('there is one shard');
  const keep = { condition: 'call_id IN (SELECT value FROM kept)', kept: ['7'] };
  const plan = await replacePartition(shard, cdrStore, 20260105, keep);
  expect(plan.counts).toEqual({ rows: 1_000, kept: 1, identities: 1_000, keptIdentities: 1 });
  await plan.replace();
  await plan.discard();
  expect((await store.query(disks, {}))[0]).toMatchObject({ day: '20260105', rows: 1 });
});
