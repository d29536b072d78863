import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home, type Server, storeSoon, up } from './ringtrace.ts';

const verdictOf = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), differences: z.array(z.string()) })),
});

const record = (i: number, extra: object = {}) =>
  JSON.stringify({
    call_id: `call-${i}`,
    start_time: Date.UTC(2026, 2, 3, 15, i % 60),
    end_time: Date.UTC(2026, 2, 3, 15, i % 60, 30),
    calling_number: '+12025550101',
    called_number: `+1312555${String(1000 + i)}`,
    sip_code: 486,
    ...extra,
  });

const otherVersion = `INSERT INTO cdr_store SELECT * REPLACE (ver + 1 AS ver) FROM cdr_store WHERE call_id = 'call-8'`;

describe('verify notices what is not as it must be', () => {
  const home = new Home({ settings: storeSoon });
  let server: Server;
  let store: Store;

  beforeAll(async () => {
    server = await up(home);
    const { clickhouseUrl: url, readWrite, database } = server.instance;
    store = openStore({ url, ...readWrite, database, application: 'test' });
    const lines = [...Array(200).keys()].map((i) => record(i));
    lines.push(record(900, { called_number: 'nobody' }), record(901, { attestation: 'D' }));
    const fed = await home.run(['feed', '--carrier', 'acme', '--format', 'jsonl', '-'], {
      input: lines.join('\n'),
    });
    expect(fed.code).toBe(0);
    await home.idle();
  });
  afterAll(async () => {
    await store.close();
    await server.interrupt();
    home.remove();
  });

  async function failing(): Promise<string[]> {
    const outcome = await home.run(['verify', '--json']);
    const verdict = verdictOf.parse(JSON.parse(outcome.stdout));
    const names = verdict.checks.filter(({ ok }) => !ok).map(({ name }) => name);
    expect(outcome.code).toBe(names.length === 0 ? 0 : 1);
    return names;
  }

  it('says ok while nothing is wrong', async () => {
    expect(await failing()).toEqual([]);
  });

  it.each([
    ['a lost record', 'cdr_store', "ALTER TABLE cdr_store DELETE WHERE call_id = 'call-7'", 'cdr'],
    ['a changed record', 'cdr_store', otherVersion, 'cdr'],
    ['a lost account of a batch', 'batches', 'ALTER TABLE batches DELETE WHERE 1', 'topics'],
    [
      'a lost dead letter',
      'dead_letters',
      "ALTER TABLE dead_letters DELETE WHERE field = 'attestation'",
      'topics',
    ],
    [
      'lost arrivals',
      'arrivals',
      "ALTER TABLE arrivals DELETE WHERE minute = toDateTime('2026-03-03 15:09:00', 'UTC')",
      'arrivals',
    ],
    [
      'a rollup that says too much',
      'source_minutes_store',
      'ALTER TABLE source_minutes_store UPDATE legs = legs + 1 WHERE 1',
      'rollups',
    ],
    [
      'a rollup that says nothing',
      'source_minutes_store',
      'ALTER TABLE source_minutes_store DELETE WHERE 1',
      'rollups',
    ],
  ])(
    '%s',
    async (_, table, damage, check) => {
      await store.command(`CREATE TABLE saved ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM ${table}`);
      await store.command(damage, {}, { mutations_sync: '1' });
      expect(await failing()).toContain(check);
      await store.command(`TRUNCATE TABLE ${table}`);
      await store.command(`INSERT INTO ${table} SELECT * FROM saved`);
      await store.command('DROP TABLE saved SYNC');
      await home.idle();
      expect(await failing()).toEqual([]);
    },
    60_000,
  );

  it('leaves no scratch table behind', async () => {
    expect(await home.rows("SELECT count() FROM system.tables WHERE name LIKE 'verify_expected%'")).toEqual([
      '0',
    ]);
  });
});
