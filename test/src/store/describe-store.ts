import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openShards } from '@ringtrace/cases/retention/shards';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeAuthority } from '../containers/authority.ts';
import { Home } from '../e2e/ringtrace.ts';

/** A ClickHouse with TLS that others may have made: the embedded engine, or a server. */
export interface StorePlace {
  /** https:... */
  readonly url: string;
  /** File of the authority that signed its certificate. */
  readonly ca: string;
  readonly user: string;
  readonly password: string;
  close(): Promise<void>;
}

const held = defineQuery()({
  name: 'what the store holds',
  sql: `SELECT (SELECT sum(cdrs) FROM arrivals) AS cdrs, (SELECT groupArray(name) FROM (SELECT name FROM migrations FINAL ORDER BY id)) AS names,
    (SELECT groupArray(name) FROM (SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name)) AS tables`,
  row: z.object({ cdrs: z.number(), names: z.array(z.string()), tables: z.array(z.string()) }),
});

/**
 * The tests of TLS, logins and backups that hold for any ClickHouse that the settings name.
 * @param backup where BACKUP puts a copy, in SQL; undefined where it is not available, as in the embedded engine
 */
export function describeStore(open: () => Promise<StorePlace>, backup?: string): void {
  let home: Home;
  let place: StorePlace;
  let settings: NodeJS.ProcessEnv;
  const stores: Store[] = [];
  const connect = (database: string) => {
    const { url, ca, user, password } = place;
    const authority = readFileSync(ca, 'utf8');
    const store = openStore({ url, ca: authority, user, password, database, application: 'test' });
    stores.push(store);
    return store;
  };

  beforeAll(async () => {
    home = new Home();
    place = await open();
    settings = {
      CLICKHOUSE_URL: place.url,
      CLICKHOUSE_TLS_CA: place.ca,
      CLICKHOUSE_USER: place.user,
      CLICKHOUSE_PASSWORD: place.password,
    };
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await place.close();
    home.remove();
  });

  const migrate = (changes: NodeJS.ProcessEnv = {}) =>
    home.run(['migrate'], { env: { ...settings, ...changes } });

  describe('ringtrace migrate', () => {
    it.each<[string, () => NodeJS.ProcessEnv, string]>([
      ['without the authority of the certificate', () => ({ CLICKHOUSE_TLS_CA: '' }), 'CLICKHOUSE_TLS_CA'],
      [
        'with the authority of another server',
        () => {
          const file = join(home.directory, 'foreign.pem');
          writeFileSync(file, makeAuthority().certificate);
          return { CLICKHOUSE_TLS_CA: file };
        },
        'CLICKHOUSE_TLS_CA',
      ],
      [
        'with a wrong password',
        () => ({ CLICKHOUSE_PASSWORD: 'wrong' }),
        'check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
      ],
    ])('%s says what to look at', async (_, changes, advice) => {
      const { code, stderr } = await migrate(changes());
      expect([code, stderr]).toEqual([1, expect.stringContaining(advice)]);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });

    it('refuses an authority for a server without TLS', async () => {
      const { code, stderr } = await migrate({ CLICKHOUSE_URL: 'http://127.0.0.1:1' });
      expect([code, stderr]).toEqual([2, expect.stringContaining('CLICKHOUSE_TLS_CA')]);
    });

    it('makes the tables over TLS', async () => {
      expect(await migrate()).toMatchObject({ code: 0, stderr: '' });
    });
  });

  it('retention reaches each node over TLS, by the authority that the settings name', async () => {
    const { url, ca, user, password } = place;
    const shards = (authority?: string) =>
      openShards({ CLICKHOUSE_CLUSTER: 'ringtrace', CLICKHOUSE_NODES: url }, connect('default'), {
        user,
        password,
        ca: authority,
      });
    await expect(shards()).rejects.toThrow('certificate');
    // The connection holds: this server is no node of a cluster.
    await expect(shards(readFileSync(ca, 'utf8'))).rejects.toThrow("no macro 'shard'");
  });

  if (backup === undefined) return;
  it('a database that was backed up and restored gives the same answers', async () => {
    const admin = connect('default');
    const store = connect('ringtrace');
    await store.insertRows(arrivals, [{ carrier: 'north', minute: 1_772_560_800, cdrs: 41 }]);
    const before = await store.query(held, {});
    await admin.command(`BACKUP DATABASE ringtrace TO ${backup}`);
    await admin.command('DROP DATABASE ringtrace SYNC');
    await expect(store.query(held, {})).rejects.toThrow();
    await admin.command(`RESTORE DATABASE ringtrace FROM ${backup}`);
    expect(await store.query(held, {})).toEqual(before);
    expect(before[0]?.cdrs).toBeGreaterThanOrEqual(41);
    // This version's views and ledger are whole: a further migration finds nothing to do.
    expect((await migrate()).stdout).toContain('is up to date');
  });
}
