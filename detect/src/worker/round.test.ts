import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { createLog } from '@ringtrace/platform/log';
import { expect, it } from 'vitest';
import { createRound } from './round.ts';

const log = createLog('test', 'silent');

/** A store in which nothing is to be done. */
const atRest: Answers = {
  'partitions and their parts': [],
  'pending candidates': [],
  'unpublished candidates': [],
  'open campaigns and candidates': [{ campaigns: 2, candidates: 1, withdrawn: 0 }],
};

it('does nothing while another worker leads', async () => {
  const { store, asked } = answeringStore({});
  const round = createRound({ store, publish: async () => {}, log, leads: () => false });
  expect(await round()).toEqual({ outcome: 'standby' });
  expect(asked).toEqual([]);
});

it('looks at partitions alone once a round has found nothing to do', async () => {
  const { store, asked } = answeringStore(atRest);
  const round = createRound({ store, publish: async () => {}, log });
  expect(await round()).toEqual({ outcome: 'idle', complete: true });
  asked.length = 0;
  expect(await round()).toEqual({ outcome: 'idle', complete: true });
  expect(asked).toEqual(['partitions and their parts']);
});

it('publishes a verdict though no CDR came, and tells the counts that are open', async () => {
  const unpublished = [{ candidate_id: 't-1', revision: 2 }];
  const { store, written } = answeringStore({ ...atRest, 'unpublished candidates': unpublished });
  const told: unknown[] = [];
  const round = createRound({
    store,
    publish: async () => {},
    log,
    onProgress: (progress) => told.push(progress),
  });
  expect(await round()).toEqual({ outcome: 'changed', complete: true });
  expect(written).toEqual([{ to: 'candidate_publications', what: unpublished }]);
  expect(told).toEqual([{ kind: 'detect', campaigns: 2, candidates: 1, judgedMinutes: 0 }]);
});

it('a round that fails publishes what it may have opened, and is not taken for one at rest', async () => {
  const away = { now: true };
  const { store } = answeringStore({
    ...atRest,
    'pending candidates': () => {
      if (away.now) throw new Error('the engine is away');
      return [];
    },
    'unpublished candidates': [{ candidate_id: 't-1', revision: 2 }],
  });
  const sent: unknown[] = [];
  const round = createRound({ store, publish: async (events) => void sent.push(...events), log });
  await expect(round()).rejects.toThrow('the engine is away');
  expect(sent).toHaveLength(1);
  away.now = false;
  expect(await round()).toMatchObject({ outcome: 'changed' });
});

it('publishes candidates before it builds rollups, and though these fail', async () => {
  const { store } = answeringStore({
    ...atRest,
    'partitions and their parts': [{ partition: 20260301, parts: 'a' }],
    'work by day': [{ day: 20260301, minutes: 1, hours: 0, unmerged: 0 }],
    'newest batches of carriers': [],
    'hours to judge': [],
    'hours to merge': [],
    'unpublished candidates': [{ candidate_id: 't-1', revision: 2 }],
    'newest dirty buckets of source_minutes': () => {
      throw new Error('the engine is away');
    },
  });
  const sent: unknown[] = [];
  const round = createRound({ store, publish: async (events) => void sent.push(...events), log });
  await expect(round()).rejects.toThrow('the engine is away');
  expect(sent).toHaveLength(1);
});

it('builds rollups though judging fails', async () => {
  const { store, asked } = answeringStore({
    ...atRest,
    'partitions and their parts': [{ partition: 20260301, parts: 'a' }],
    'work by day': [{ day: 20260301, minutes: 1, hours: 1, unmerged: 0 }],
    'newest batches of carriers': () => {
      throw new Error('the engine is away');
    },
    'newest dirty buckets of source_minutes': [],
    'newest dirty buckets of busy_numbers': [],
  });
  const round = createRound({ store, publish: async () => {}, log });
  await expect(round()).rejects.toThrow('the engine is away');
  expect(asked).toContain('newest dirty buckets of busy_numbers');
});
