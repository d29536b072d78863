import { defineQuery } from '@ringtrace/platform/clickhouse';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { DetectWatch } from './watch.ts';

const query = defineQuery()({ name: 'all numbers', sql: 'SELECT 1 AS n', row: z.object({ n: z.number() }) });

it('names the statement whose answer breaks off between two pieces, and counts each piece as a move', async () => {
  const store = unreachableStore();
  const watch = new DetectWatch(store, new AbortController().signal);
  expect(watch.alive()['rounds']?.detail).toBe('not started yet');
  const read = async () => {
    for await (const _ of watch.watched().pieces(query, {})) expect.unreachable();
  };
  const error = await read().catch((reason: unknown) => reason);
  expect(watch.alive()['rounds']?.detail).toMatch(/^moved /);
  const at = performance.now();
  watch.round({ outcome: 'failed', error, startedAt: at, endedAt: at });
  expect((await watch.ready())['rounds']?.detail).toBe('failed: ECONNREFUSED (all numbers)');
  await store.close();
});
