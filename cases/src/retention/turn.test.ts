import type { Store } from '@ringtrace/platform/clickhouse';
import { periodsOf } from '@ringtrace/platform/retention-settings';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { openLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import { takeTurn } from './turn.ts';

const counsel = { name: 'lena', reason: 'letter of counsel' };
const away = unreachableStore();
const now = Date.UTC(2026, 2, 30, 12);
/** A store with a clock of its own and a call of today, in which no drop was begun. */
const storeAt = (clock: number): Store => ({
  ...away,
  query: async ({ name, row }) => (name.startsWith('clock') ? [row.parse({ clock, newest: now })] : []),
});
const store = storeAt(now);

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
  const { log, id, held } = heldUntil(now);
  expect(await takeTurn({ log, store, periods: new Map(), now: () => now, open: unreached })).toEqual({
    noted: [],
    dropped: [],
    released: [id],
    behind: undefined,
    away: [],
  });
  expect(held()).toBe(false);
});

it('with a period, a hold ends also where a shard is not reached', async () => {
  const { log, held } = heldUntil(now);
  const periods = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 5 });
  await expect(takeTurn({ log, store, periods, now: () => now, open: unreached })).rejects.toThrow(
    'set its nodes',
  );
  expect(held()).toBe(false);
});

it('no hold ends, and no shard is asked, while the clock of this machine is a year ahead of the store', async () => {
  const { log, held } = heldUntil(now);
  const periods = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 5 });
  const behind = storeAt(Date.UTC(2025, 2, 30, 12));
  await expect(takeTurn({ log, store: behind, periods, now: () => now, open: unreached })).rejects.toThrow(
    'until both clocks are right',
  );
  expect(held()).toBe(true);
});
