import { periodsOf } from '@ringtrace/platform/retention-settings';
import { dayMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { endOfPartition, startOfMonth, startOfPartition } from './calendar.ts';
import {
  checkAgainstKafka,
  type Drop,
  droppableBefore,
  horizonsAt,
  type NotedHorizon,
  newHorizons,
  type Partition,
  partitionsDue,
  settleMs,
} from './plan.ts';

const now = Date.UTC(2026, 2, 30, 12);
const all = periodsOf({
  RINGTRACE_RETENTION_CDR_DAYS: 10,
  RINGTRACE_RETENTION_ROLLUP_DAYS: 20,
  RINGTRACE_RETENTION_CAMPAIGN_DAYS: 40,
  RINGTRACE_RETENTION_DEAD_LETTER_DAYS: 60,
});
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);

describe('partitions', () => {
  it('are days and months of UTC, over the ends of months and years', () => {
    expect(iso(startOfPartition('day', 20240229))).toBe('2024-02-29');
    expect(iso(endOfPartition('day', 20240229))).toBe('2024-03-01');
    expect(iso(endOfPartition('month', 202512))).toBe('2026-01-01');
    expect(iso(startOfMonth(Date.UTC(2026, 1, 28, 23)))).toBe('2026-02-01');
  });
});

describe('horizons', () => {
  it('leave the day before the horizon of CDRs whole, and months in one piece', () => {
    expect(horizonsAt(all, now).map((one) => [one.kind, iso(one.horizon), iso(one.whole_from)])).toEqual([
      ['cdr', '2026-03-20', '2026-03-19'],
      ['rollup', '2026-03-10', '2026-03-10'],
      ['campaign', '2026-02-18', '2026-02-01'],
      ['dead_letter', '2026-01-29', '2026-01-01'],
    ]);
    expect(horizonsAt(new Map(), now)).toEqual([]);
  });

  const noted = (horizon: number, noted_at: number): NotedHorizon => ({
    kind: 'cdr',
    horizon,
    whole_from: horizon - dayMs,
    noted_at,
  });

  it('never go back, such as after a longer period was set', () => {
    const before = noted(Date.UTC(2026, 2, 25), 0);
    expect(newHorizons(horizonsAt(periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 10 }), now), [before])).toEqual(
      [],
    );
  });

  it('let nothing go before every worker has learned of them, and nothing of a kind without a period', () => {
    const first = noted(Date.UTC(2026, 2, 19), now - dayMs);
    const second = noted(Date.UTC(2026, 2, 20), now - settleMs + 1);
    expect(droppableBefore(all, [first, second], now).get('cdr')).toBe(first.whole_from);
    expect(droppableBefore(all, [first, second], now + 1).get('cdr')).toBe(second.whole_from);
    expect(droppableBefore(new Map(), [first, second], now + 1)).toEqual(new Map());
  });

  it('let go no more than the period of today says, such as after it was made longer', () => {
    const hasty = noted(Date.UTC(2026, 2, 25), now - dayMs);
    expect(iso(droppableBefore(all, [hasty], now).get('cdr') ?? 0)).toBe('2026-03-19');
    const year = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 365 });
    expect(iso(droppableBefore(year, [hasty], now).get('cdr') ?? 0)).toBe('2025-03-29');
    expect(droppableBefore(year, [noted(Date.UTC(2025, 2, 30), now)], now)).toEqual(new Map());
  });
});

describe('what goes', () => {
  const held = (table: string, partition: number, rows = 10): Partition => ({
    table,
    partition,
    rows,
    bytes: 1,
  });
  const before = new Map([
    ['cdr', Date.UTC(2026, 2, 19)],
    ['rollup', Date.UTC(2026, 2, 10)],
    ['campaign', Date.UTC(2026, 1, 1)],
  ] as const);
  const at = { now, released: new Set<number>() };
  const named = (due: ReturnType<typeof partitionsDue>) =>
    due.map(({ partition: { table, partition } }) => `${table} ${partition}`);

  it('is whole partitions that end by then, arrivals before their CDRs', () => {
    const partitions = [
      held('cdr_store', 20260318),
      held('cdr_store', 20260319),
      held('cdr_store', 20260301),
      held('arrivals', 20260318),
      held('segments_store', 202601),
      held('segments_store', 202602),
      held('dead_letters', 202501),
      held('source_minutes_store', 20260309),
    ];
    expect(named(partitionsDue(partitions, [], before, at))).toEqual([
      'arrivals 20260318',
      'cdr_store 20260301',
      'cdr_store 20260318',
      'source_minutes_store 20260309',
      'segments_store 202601',
    ]);
  });

  it('is builds of a day only once neither rollups nor segments of it can be there', () => {
    const builds = [held('builds', 20260131), held('builds', 20260201)];
    expect(named(partitionsDue(builds, [], before, at))).toEqual(['builds 20260131']);
    expect(named(partitionsDue(builds, [], new Map([['rollup', now]]), at))).toEqual([]);
  });

  const drop = (fields: Partial<Drop>): Drop => ({
    drop_id: 'ret-1',
    table: 'cdr_store',
    partition: 20260301,
    records: 90,
    kept: 10,
    identities: 90,
    state: 'done',
    at: now - 3_600_000,
    ...fields,
  });

  it('is not what was kept, but what came after it, what was begun, and what a case has released', () => {
    const day = held('cdr_store', 20260301);
    expect(partitionsDue([day], [drop({})], before, at)).toEqual([]);
    expect(partitionsDue([{ ...day, rows: 11 }], [drop({})], before, at)).toMatchObject([
      { begun: undefined, isWhole: false },
    ]);
    const begun = drop({ state: 'planned' });
    expect(partitionsDue([day], [begun], before, at)).toMatchObject([{ begun, isWhole: false }]);
    expect(partitionsDue([], [begun], before, at)).toMatchObject([{ begun, partition: { rows: 0 } }]);
    const released = new Set([20260301]);
    expect(partitionsDue([day], [drop({})], before, { now, released })).toHaveLength(1);
  });

  it('looks at months that keep something once a day', () => {
    const month = held('segments_store', 202601);
    const kept = drop({ table: 'segments_store', partition: 202601 });
    expect(partitionsDue([month], [kept], before, at)).toEqual([]);
    expect(partitionsDue([month], [{ ...kept, at: now - dayMs }], before, at)).toHaveLength(1);
  });
});

describe('a period', () => {
  it('must be longer than Kafka keeps the feeds', () => {
    const week = periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 7 });
    expect(() => checkAgainstKafka(week, 7 * dayMs)).toThrow(
      'RINGTRACE_RETENTION_CDR_DAYS=7 is not longer than Kafka keeps the feeds (7 days)',
    );
    expect(() => checkAgainstKafka(week, Number.POSITIVE_INFINITY)).toThrow('for ever');
    expect(() => checkAgainstKafka(week, 7 * dayMs - 1)).not.toThrow();
    expect(() =>
      checkAgainstKafka(periodsOf({ RINGTRACE_RETENTION_ROLLUP_DAYS: 4 }), 7 * dayMs),
    ).not.toThrow();
  });
});
