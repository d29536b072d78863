import type { Store } from '@ringtrace/platform/clickhouse';
import { expect, it } from 'vitest';
import { refuseOtherShards } from './first-shard.ts';

const storeWith = (answer: () => Promise<unknown[]>): Pick<Store, 'query'> => ({
  query: async (query) => (await answer()).map((row) => query.row.parse(row)),
});

it('refuses a node of another shard, and no other', async () => {
  await expect(refuseOtherShards(storeWith(async () => [{ engine: 'Distributed' }]))).rejects.toThrow(
    'CLICKHOUSE_URL names a node of another shard',
  );
  for (const rows of [[{ engine: 'ReplacingMergeTree' }], []])
    await refuseOtherShards(storeWith(async () => rows));
});

it('starts where the store can not be asked now: the rounds wait for it', async () => {
  await refuseOtherShards(
    storeWith(async () => {
      throw new Error('away');
    }),
  );
});
