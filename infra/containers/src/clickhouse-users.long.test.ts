import { migrateCluster } from '@ringtrace/local/migrations/cluster/migrate-cluster';
import { type EngineCluster, startEngineCluster } from '@ringtrace/local/test-services/cluster/engines';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ComposeUser, passwords, prepareUsers } from './users.fixture.ts';

const database = 'ringtrace';

describe.each([
  { form: 'replicated tables', replicated: true },
  { form: 'tables of one replica', replicated: false },
])('the users of the compose files, on two shards with $form', ({ replicated }) => {
  let users: ReturnType<typeof prepareUsers> | undefined;
  let engines: EngineCluster | undefined;
  beforeAll(async () => {
    users = prepareUsers();
    engines = await startEngineCluster({
      shards: 2,
      replicas: 1,
      replicated,
      keepers: 1,
      usersFile: users.usersFile,
    });
  });
  afterAll(async () => {
    await engines?.remove();
    users?.remove();
  });

  /** What `work` makes of the store of each node, as this user. */
  async function onEach<R>(user: ComposeUser, work: (store: Store) => Promise<R>): Promise<R[]> {
    const stores = (engines?.urls ?? []).map((url) =>
      openStore({ url, user, password: passwords[user], database, application: 'test' }),
    );
    try {
      return await Promise.all(stores.map(work));
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  }
  const counted = async (store: Store, table: string) => {
    const result = await store.client.query({
      query: `SELECT count() FROM ${table}`,
      format: 'TabSeparated',
    });
    return Number(await result.text());
  };

  it('let our own processes make the cluster, and everybody reach all shards from each node', async () => {
    const at = { user: 'ringtrace', password: passwords.ringtrace, database };
    const cluster = { cluster: engines?.name ?? '', nodes: engines?.urls ?? [] };
    expect((await migrateCluster({ ...at, ...cluster })).applied).toBeGreaterThan(5);
    // Embedded engines take no inserts into replicated tables.
    if (!replicated)
      await onEach('ringtrace', (store) =>
        store.command("INSERT INTO batches (carrier, sequence) VALUES ('north', 1)"),
      );
    for (const user of ['ringtrace', 'analyst', 'grafana'] as const) {
      if (user !== 'grafana') expect(await onEach(user, (store) => counted(store, 'cdr'))).toEqual([0, 0]);
      const [first = 0, second] = await onEach(user, (store) => counted(store, 'batches'));
      expect(first).toBe(second);
      expect(first > 0).toBe(!replicated);
    }
    for (const shown of [
      'request_id FROM requests',
      'case_id FROM cases',
      'calls FROM campaigns',
      'opened_at FROM traceback_candidates',
      'reason FROM dead_letters FINAL',
    ])
      expect(await onEach('grafana', (store) => counted(store, `(SELECT ${shown})`))).toEqual([0, 0]);
    for (const closed of [
      'called_number FROM traceback_candidates',
      'called_number FROM cdr',
      'type FROM case_events',
    ])
      await expect(
        onEach('grafana', (store) => counted(store, `(SELECT ignore(*) FROM (SELECT ${closed}))`)),
      ).rejects.toThrow(/privileges/);
    await expect(
      onEach('analyst', (store) => counted(store, '(SELECT type FROM case_events_store_local)')),
    ).rejects.toThrow(/privileges|Unknown table/);
    const made = onEach('analyst', (store) => store.command('CREATE TABLE t (x UInt8) ENGINE = Memory'));
    await expect(made).rejects.toThrow(/READONLY|privileges|readonly/);
  });
});
