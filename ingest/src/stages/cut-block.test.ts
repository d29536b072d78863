import { emptyReference } from '@ringtrace/enrich/reference';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { dayMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { CdrBlock, cutRows, partitionsPerInsert } from './cut-block.ts';
import { enrichRecord } from './enrich.ts';

const row = (day: number) =>
  enrichRecord('acme', { ...emptyCdr, call_id: `${day}`, start_time: day * dayMs }, emptyReference);

describe('cutting inserts', () => {
  it('puts at most 50 days into one, and loses no row', () => {
    const block = new CdrBlock();
    for (let turn = 0; turn < 2; turn += 1) for (let day = 1; day <= 120; day += 1) block.push(row(day));
    expect(block.rows()).toBe(240);
    expect([...block.flush()].map(({ rows }) => rows)).toEqual([100, 100, 40]);
    expect([...block.flush()]).toEqual([]);
  });

  it('cuts rows of other tables by their partition', () => {
    const rows = Array.from({ length: 300 }, (_, i) => i);
    const cuts = cutRows(rows, (i) => i % 120);
    expect(cuts.flat().toSorted((a, b) => a - b)).toEqual(rows);
    for (const cut of cuts)
      expect(new Set(cut.map((i) => i % 120)).size).toBeLessThanOrEqual(partitionsPerInsert);
  });
});
