import type { Params, Query } from '@ringtrace/platform/clickhouse';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { successorOf } from './successor.ts';

/** A store where campaigns became part of others. */
const storeOf = (merged: Readonly<Record<string, string>>) => ({
  ...unreachableStore(),
  query: async <P extends Params, R>({ row }: Query<P, R>, { campaign }: P) => {
    const into = merged[String(campaign)];
    return into === undefined ? [] : [row.parse({ campaign_id: into, candidate_id: into.replace('c', 't') })];
  },
});

it.each([
  ['c-1', undefined],
  ['c-2', 't-1'],
  ['c-3', 't-1'],
])('of %s is %s, however often it was merged', async (campaign, candidate) => {
  expect(await successorOf(storeOf({ 'c-3': 'c-2', 'c-2': 'c-1' }), campaign)).toBe(candidate);
});

it('comes to an end in a circle', async () => {
  expect(await successorOf(storeOf({ 'c-1': 'c-2', 'c-2': 'c-1' }), 'c-1')).toMatch(/^t-[12]$/);
});
