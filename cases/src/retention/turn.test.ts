import { openStore } from '@ringtrace/platform/clickhouse';
import { periodsOf } from '@ringtrace/platform/retention-settings';
import { expect, it } from 'vitest';
import { openLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import { takeTurn } from './turn.ts';

const counsel = { name: 'lena', reason: 'letter of counsel' };
const nowhere = openStore({
  url: 'http://127.0.0.1:1',
  user: 'default',
  password: '',
  database: 'd',
  application: 'test',
});
/** A store in which no drop was begun. */
const store = { ...nowhere, query: async () => [] };

/** A log with a case whose legal hold is over. */
function heldUntil(until: number) {
  const log = openLog(':memory:', { now: () => until - 1 });
  const thing = ref('case', 'case-0000000001');
  log.transact(counsel, (w) => {
    w.append(thing, {
      type: 'case_opened',
      data: { source: 'complaint', title: 'x', category: '', campaign_id: '', candidate_id: '', live: false },
    });
    w.append(thing, { type: 'case_held', data: { held: true, until } });
  });
  return { log, id: thing.id, held: () => log.read((r) => r.load(thing)?.state.held) };
}

const unreached = async () => {
  throw new Error('the store is a cluster: set its nodes');
};

it('without a period a hold still ends by itself, and no shard is asked', async () => {
  const { log, id, held } = heldUntil(1_000);
  expect(await takeTurn({ log, store, periods: new Map(), now: () => 1_000, open: unreached })).toEqual({
    noted: [],
    dropped: [],
    released: [id],
  });
  expect(held()).toBe(false);
});

it('with a period, a hold ends also where a shard is not reached', async () => {
  const { log, held } = heldUntil(1_000);
  const periods = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 5 });
  await expect(takeTurn({ log, store, periods, now: () => 1_000, open: unreached })).rejects.toThrow(
    'set its nodes',
  );
  expect(held()).toBe(false);
});
