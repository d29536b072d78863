import { describe, expect, it } from 'vitest';
import type { Mapping } from './mapping.ts';
import { compileCall } from './written-call.ts';

type Row = Readonly<Record<string, string>>;
const read = (mapping: Mapping, row: Row) =>
  compileCall<Row>(mapping, (name) => (record) => record[name] ?? '')(row);
const talk = (text: string) => read({ time: { talk: 'Talk' } }, { Talk: text }).talk;

describe('what a record writes of its times', () => {
  it.each([
    ['-5', 'Talk: is negative, which no call is'],
    ['-00:00:05', 'Talk: is negative, which no call is'],
    ['4294967295', 'Talk: is longer than a year, which no call is'],
  ])('says why %s is no duration, without a fault', (text, lack) => {
    expect(talk(text)).toEqual({ ms: undefined, name: 'Talk', lack });
  });

  it.each(['', '-', '--'])('%j is none, for no reason', (text) => {
    expect(talk(text)).toEqual({ ms: undefined, name: 'Talk' });
  });

  it('says that a pattern finds nothing in what is there', () => {
    const usage = { from: 'usage', pattern: '^(\\d+)$' };
    const mapping: Mapping = { time: { talk: [usage, 'other'] } };
    expect(read(mapping, { usage: '1m6s' }).talk).toMatchObject({
      lack: 'usage: the pattern finds no duration',
    });
    expect(read(mapping, { usage: '' }).talk).toEqual({ ms: undefined, name: 'usage or other' });
    expect(read(mapping, { usage: '1m6s', other: '7' }).talk).toEqual({ ms: 7000, name: 'other' });
  });

  it('names the columns of the start and of the zone', () => {
    const mapping: Mapping = {
      time: { zone: { from: 'Zone?' } },
      fields: { start_time: [{ join: ['Date', 'Time'] }, 'Begin?'] },
    };
    expect(read(mapping, { Date: '2026-03-03' })).toMatchObject({
      start: undefined,
      startName: 'Date and Time or Begin',
      zone: undefined,
      zoneColumn: 'Zone',
    });
  });
});
