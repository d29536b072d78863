import { createServer } from 'node:http';
import { openStore } from '@ringtrace/platform/clickhouse';
import { expect, it } from 'vitest';
import { openTestStore } from '../test-services/store.ts';
import { withMigrationLock } from './lock.ts';

it('a holder that was killed does not keep the lock, however many wait for it', async () => {
  const scratch = await openTestStore();
  // The session of the scratch store's own migration still lives, with its own time-out.
  const store = { ...scratch.store, database: 'another' };
  const times = { silenceS: 1, heartbeatMs: 200, eagerMs: 500, waitMs: 60_000 };
  await store.client.command({
    query: 'CREATE TEMPORARY TABLE migration_lock (held UInt8)',
    session_id: `ringtrace-migrate-${store.database}`,
    clickhouse_settings: { session_timeout: String(times.silenceS) },
  });
  let done = 0;
  const waiting = Array.from({ length: 3 }, () =>
    withMigrationLock(
      store,
      async () => {
        done += 1;
      },
      times,
    ),
  );
  await Promise.all(waiting);
  expect(done).toBe(3);
  await scratch.close();
}, 120_000);

it('a store that goes while it migrates does not hide the error of the migration', async () => {
  const server = createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const store = openStore({
    url: `http://127.0.0.1:${port}`,
    user: 'nobody',
    password: '',
    database: 'none',
    application: 'test',
  });
  const fault = withMigrationLock(store, async () => {
    server.close();
    server.closeAllConnections();
    throw new Error('no such column');
  });
  await expect(fault).rejects.toThrow('no such column');
  await store.close();
});
