import { describe, expect, it } from 'vitest';
import { entriesIn, withEntry } from './history.ts';
import { barRows, cellText, timePoints, usualColumns } from './points.ts';

const answer = {
  columns: [
    { name: 'carrier', type: 'LowCardinality(String)' },
    { name: 'hour', type: "DateTime('UTC')" },
    { name: 'legs', type: 'UInt64' },
    { name: 'share', type: 'Nullable(Float64)' },
  ],
  rows: [
    ['b', '2026-03-03 17:00:00', '20', 0.5],
    ['a', '2026-03-03 16:00:00', '10', null],
  ],
};

describe('an answer as a chart', () => {
  it('has the first time across and the first number up', () => {
    expect(usualColumns(answer)).toEqual({ x: 'hour', y: 'legs' });
    expect(usualColumns({ columns: answer.columns.slice(2) })).toEqual({ x: 'legs', y: 'share' });
    expect(usualColumns({ columns: [] })).toEqual({ x: '', y: '' });
  });

  it('is drawn in the order of time, without what is no number', () => {
    expect(timePoints(answer, 'hour', 'legs')).toEqual([
      { at: Date.UTC(2026, 2, 3, 16), value: 10 },
      { at: Date.UTC(2026, 2, 3, 17), value: 20 },
    ]);
    expect(timePoints(answer, 'hour', 'share')).toHaveLength(1);
    expect(barRows(answer, 'carrier', 'share')).toEqual([{ label: 'b', value: 0.5 }]);
  });

  it('shows any value as text', () => {
    expect([null, 'x', 1, true, ['a', 1]].map(cellText)).toEqual(['NULL', 'x', '1', 'true', '["a",1]']);
  });
});

describe('earlier queries', () => {
  it('stand once each, the newest first, fifty at most', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ sql: `SELECT ${at}`, at })).reduce(
      (list, one) => withEntry(list, one),
      entriesIn(null),
    );
    expect(many).toHaveLength(50);
    expect(
      withEntry(many, { sql: 'SELECT 30', at: 99 })
        .map(({ at }) => at)
        .slice(0, 2),
    ).toEqual([99, 59]);
    expect(withEntry(many, { sql: 'SELECT 30', at: 99 })).toHaveLength(50);
  });

  it('are none where the browser keeps something else', () => {
    for (const text of ['', 'x', '{}', '[{"sql":1}]']) expect(entriesIn(text)).toEqual([]);
  });
});
