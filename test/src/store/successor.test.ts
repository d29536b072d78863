import { successorOf } from '@ringtrace/detect/candidates/successor';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { campaignsStore, candidatesStore } from '@ringtrace/schemas/tables/campaigns';
import { afterAll, beforeAll, expect, it } from 'vitest';

let test: TestStore;
beforeAll(async () => {
  test = await openTestStore();
  await test.store.command(
    `INSERT INTO ${campaignsStore.name} (campaign_id, revision, status, merged_into)
    VALUES ('c-3', 1, 'merged', 'c-2'), ('c-2', 1, 'merged', 'c-1'), ('c-1', 1, 'open', ''), ('c-4', 1, 'merged', 'c-1'), ('c-4', 2, 'open', '')`,
  );
  await test.store.command(
    `INSERT INTO ${candidatesStore.name} (candidate_id, campaign_id, revision)
    VALUES ('t-1', 'c-1', 1), ('t-2', 'c-2', 1), ('t-3', 'c-3', 1), ('t-4', 'c-4', 1)`,
  );
});
afterAll(() => test.close());

it.each([
  ['c-1', undefined],
  ['c-2', 't-1'],
  ['c-3', 't-1'],
  // It came back.
  ['c-4', undefined],
  ['c-none', undefined],
])('the candidate that holds the calls of %s now is %s', async (campaign, candidate) => {
  expect(await successorOf(test.store, campaign)).toBe(candidate);
});
