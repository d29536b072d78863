import { periodsOf } from '@ringtrace/platform/retention-settings';
import { dayMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';

import { foresee, goesAt, type Known, oldestGoes, storedOf } from './foresight.ts';
import {
  type Drop,
  droppableBefore,
  horizonsAt,
  type NotedHorizon,
  partitionsDue,
  settleMs,
} from './plan.ts';

const now = Date.UTC(2026, 2, 30, 12);
const periods = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 10 });
const partitions = [
  { table: 'arrivals', partition: 20260310, rows: 5, bytes: 50 },
  { table: 'cdr_store', partition: 20260310, rows: 5, bytes: 100 },
  { table: 'cdr_store', partition: 20260312, rows: 7, bytes: 200 },
  { table: 'cdr_store', partition: 20260329, rows: 9, bytes: 300 },
];
const noted = (ago: number): NotedHorizon[] =>
  horizonsAt(periods, now).map((one) => ({ ...one, noted_at: now - ago }));
function known(horizons: readonly NotedHorizon[], drops: readonly Drop[] = []): Known {
  const before = droppableBefore(periods, horizons, now);
  const due = partitionsDue(partitions, drops, before, { now, released: new Set() });
  return { periods, horizons, partitions, drops, due, now, today: now };
}
const went = (partition: number, kept: number): Drop => ({
  drop_id: `d${partition}`,
  table: 'cdr_store',
  partition,
  records: 1,
  kept,
  identities: 1,
  state: 'done',
  at: now - dayMs,
});
const cdrs = {
  table: 'cdr_store',
  partitions: [20260310, 20260312],
  rows: 12,
  bytes: 300,
  from: Date.UTC(2026, 2, 10),
  to: Date.UTC(2026, 2, 13),
};

describe('what retention does next', () => {
  it('is told with its rows and days before the first horizon is written down', () => {
    const { horizons, due, coming, comingAt } = foresee(known([]));
    expect(horizons).toMatchObject([{ kind: 'cdr', horizon: Date.UTC(2026, 2, 20) }]);
    expect(due).toEqual([]);
    expect(coming).toMatchObject([{ table: 'arrivals', rows: 5 }, cdrs]);
    expect(comingAt).toBeUndefined();
  });

  it('is told with its time while a horizon is not ten minutes old', () => {
    const found = foresee(known(noted(60_000)));
    expect(found).toMatchObject({ horizons: [], due: [], comingAt: now - 60_000 + settleMs });
    expect(found.coming).toMatchObject([{ table: 'arrivals' }, cdrs]);
  });

  it('is due, and comes no second time, once the ten minutes are over', () => {
    const found = foresee(known(noted(settleMs)));
    expect(found).toMatchObject({ horizons: [], coming: [], comingAt: undefined });
    expect(found.due).toMatchObject([{ table: 'arrivals' }, cdrs]);
  });

  it('leaves out days of which only what is kept is left', () => {
    const drops = [went(20260310, 5), went(20260312, 7)];
    expect(foresee(known([], drops)).coming).toMatchObject([{ table: 'arrivals' }]);
  });
});

describe('a kind of records', () => {
  const period = periods.get('cdr') ?? expect.unreachable();

  it('counts each stored CDR once, and all of its disk space', () => {
    expect(storedOf('cdr', partitions)).toEqual({ rows: 21, bytes: 650 });
    expect(storedOf('rollup', partitions)).toEqual({ rows: 0, bytes: 0 });
  });

  it('goes a day after its period, from its oldest day on that still is whole', () => {
    expect(oldestGoes('cdr', period, { partitions, drops: [] })).toBe(Date.UTC(2026, 2, 22));
    const rest = partitions.filter(({ table, partition }) => table === 'cdr_store' && partition < 20260320);
    const drops = [went(20260310, 5), went(20260312, 7)];
    expect(oldestGoes('cdr', period, { partitions: rest, drops })).toBeUndefined();
    expect(oldestGoes('cdr', period, { partitions: rest, drops: [went(20260310, 5)] })).toBe(
      Date.UTC(2026, 2, 24),
    );
  });

  it('goes at the next run only where a run would take it: where calls ended, periods count from these', () => {
    expect(goesAt(now + 1, { now, today: now })).toBe(now + 1);
    expect(goesAt(now, { now, today: now })).toBe('next run');
    const today = now - 5 * dayMs;
    expect(goesAt(now, { now, today })).toBe('after newer calls');
    expect(goesAt(today + 1, { now, today })).toBe('after newer calls');
    expect(goesAt(today, { now, today })).toBe('next run');
    expect(goesAt(undefined, { now, today })).toBeUndefined();
  });
});
