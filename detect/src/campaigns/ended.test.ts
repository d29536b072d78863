import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import type { Params } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { closeEnded } from './ended.ts';
import { storedCandidate } from './stored-candidate.fixture.ts';

const now = 100 * dayMs;

it('asks for candidates that were opened more than ten days ago, and closes them', async () => {
  let params: Params = {};
  const { store, written } = answeringStore({
    'candidates whose campaign has ended': (asked) => {
      params = asked;
      return [{ campaign_id: 'c-1' }];
    },
    'stored candidates': [storedCandidate(1, { status: 'open', opened_at: 5 })],
  });
  expect(await closeEnded(store, now)).toBe(1);
  expect(params).toEqual({ openedBefore: now - 10 * dayMs });
  expect(written).toEqual([
    {
      to: 'traceback_candidates_store',
      what: [storedCandidate(1, { status: 'closed', opened_at: 5, revision: 4 })],
    },
  ]);
});

it('leaves a candidate alone that was decided meanwhile', async () => {
  const { store } = answeringStore({
    'candidates whose campaign has ended': [{ campaign_id: 'c-1' }],
    'stored candidates': [storedCandidate(1, { status: 'confirmed' })],
  });
  expect(await closeEnded(store, now)).toBe(0);
});

it('reads and writes nothing more where none has ended', async () => {
  const { store, asked, written } = answeringStore({ 'candidates whose campaign has ended': [] });
  expect(await closeEnded(store, now)).toBe(0);
  expect([asked.length, written]).toEqual([1, []]);
});
