import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import type { CandidateRow } from '@ringtrace/schemas/tables/campaigns';
import { expect, it } from 'vitest';
import type { Picture } from './hold.ts';
import { openPending, wouldOpen } from './opening.ts';
import { storedCandidate } from './stored-candidate.fixture.ts';

const now = 1_000_000;
const opening = { longestMs: 60_000, clock: () => now + 5 };
/** Everything is judged and no feed is behind; or calls are still to be judged. */
const free: Picture = { feeds: [], isAllJudged: true };
const holding: Picture = { feeds: [], isAllJudged: false };

/** A store with candidates that wait. `stored` is what it has by the time they are opened. */
function waiting(since: readonly number[], stored: readonly CandidateRow[]) {
  return answeringStore({
    'pending candidates': since.map((pendingSince, i) => ({
      campaign_id: `c-${i + 1}`,
      enoughAt: 500,
      pendingSince,
    })),
    'stored candidates': ({ some_campaigns }) =>
      stored.filter(
        ({ campaign_id }) => Array.isArray(some_campaigns) && some_campaigns.some((id) => id === campaign_id),
      ),
  });
}

it('asks for no picture where nobody waits', async () => {
  const { store } = waiting([], []);
  const look = () => Promise.reject(new Error('was asked'));
  expect(await openPending(store, look, now, opening)).toEqual({ opened: 0, pending: 0 });
});

it('opens what nothing holds, as its next revision', async () => {
  const { store, written } = waiting([now], [storedCandidate(1)]);
  expect(await openPending(store, async () => free, now, opening)).toEqual({ opened: 1, pending: 0 });
  expect(written).toEqual([
    {
      to: 'traceback_candidates_store',
      what: [storedCandidate(1, { status: 'open', revision: 4, opened_at: now + 5 })],
    },
  ]);
});

it('of those that are held, opens the ones that have waited longest', async () => {
  const { store, written } = waiting([now - 60_000, now - 59_999], [storedCandidate(1), storedCandidate(2)]);
  expect(await openPending(store, async () => holding, now, opening)).toEqual({ opened: 1, pending: 1 });
  expect(written).toMatchObject([{ what: [{ campaign_id: 'c-1', status: 'open' }] }]);
});

it('leaves a candidate alone that a person has decided meanwhile', async () => {
  const { store, written } = waiting([now], [storedCandidate(1, { status: 'dismissed' })]);
  expect(await openPending(store, async () => free, now, opening)).toEqual({ opened: 0, pending: 0 });
  expect(written.flatMap(({ what }) => what)).toEqual([]);
});

it('keeps the time at which a candidate was first opened', async () => {
  const { store, written } = waiting([now], [storedCandidate(1, { opened_at: 77 })]);
  await openPending(store, async () => free, now, opening);
  expect(written).toMatchObject([{ what: [{ status: 'open', opened_at: 77 }] }]);
});

it('knows beforehand whether it would open one, and writes nothing', async () => {
  const { store, written } = waiting([now], [storedCandidate(1)]);
  expect(await wouldOpen(store, free, now, opening)).toBe(true);
  expect(await wouldOpen(store, holding, now, opening)).toBe(false);
  expect(written).toEqual([]);
});
