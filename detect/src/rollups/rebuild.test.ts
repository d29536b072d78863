import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../builds/days.ts';
import { FillingBuckets } from './filling.ts';
import { rebuildRollups } from './rebuild.ts';
import { judgeAgain } from './touch.ts';

const look = lookAt([20260301]);
const due = (buckets: number): Answers => ({
  'highest build': [{ build: 7 }],
  'range of a build': [{ buckets, first: 600, last: 660 }],
});
const names = (written: readonly { readonly to: string }[]) => written.map(({ to }) => to);

describe('rebuilding rollups', () => {
  it('plans, fills and then switches readers over, one rollup after the other', async () => {
    const { store, written } = answeringStore(due(2));
    expect(await rebuildRollups(store, { look })).toBe(4);
    expect(names(written)).toEqual([
      'plan of source_minutes',
      'INSERT INTO source_minutes_store',
      'INSERT INTO builds',
      'plan of busy_numbers',
      'INSERT INTO busy_numbers_store',
      'INSERT INTO builds',
    ]);
  });

  it('reads CDRs from the first bucket to the end of the last', async () => {
    const { store, written } = answeringStore(due(1));
    await rebuildRollups(store, { look });
    const spans = written.filter(({ to }) => to.endsWith('_store')).map(({ what }) => what);
    expect(spans).toMatchObject([
      { first: 600, end: 720 },
      { first: 600, end: 960 },
    ]);
  });

  it('reads none where nothing is due', async () => {
    const { store, written } = answeringStore(due(0));
    expect(await rebuildRollups(store, { look })).toBe(0);
    expect(names(written)).toEqual(['plan of source_minutes', 'plan of busy_numbers']);
  });

  it('leaves out what still fills, where it is told to', async () => {
    const seen = [{ carrier: 'a', arrivals: 5 }];
    const { store, written } = answeringStore({
      ...due(1),
      'newest dirty buckets of source_minutes': seen,
      'large dirty buckets of source_minutes': [],
      'newest dirty buckets of busy_numbers': [],
    });
    expect(await rebuildRollups(store, { look, filling: new FillingBuckets() })).toBe(1);
    expect(written[0]).toMatchObject({
      to: 'plan of source_minutes without what waits',
      what: { seen: [], resting: [] },
    });
  });

  it('leaves buckets dirty where filling fails: the store says nothing of a build that is not whole', async () => {
    const { store, written } = answeringStore(due(1));
    const failing = {
      ...store,
      command: async (sql: string) => {
        if (sql.includes('source_minutes_store')) throw new Error('the engine is away');
      },
    };
    await expect(rebuildRollups(failing, { look })).rejects.toThrow('the engine is away');
    expect(names(written)).toEqual(['plan of source_minutes']);
  });
});

describe('judging again', () => {
  it('counts one more arrival for the minutes of some callers, and asks nothing where there are none', async () => {
    const { store, written } = answeringStore({});
    await judgeAgain(store, []);
    expect(written).toEqual([]);
    await judgeAgain(store, [12_025_550_100]);
    expect(written).toEqual([
      { to: 'minutes of some callers to judge again', what: { callers: [12_025_550_100] } },
      { to: 'minutes of some callers to stitch again', what: { callers: [12_025_550_100] } },
    ]);
  });
});
