import { describe, expect, it } from 'vitest';
import { type DurationUnit, readAmount, readDuration } from './duration.ts';

describe('durations', () => {
  it.each<[string, DurationUnit | undefined, number]>([
    ['60', undefined, 60_000],
    ['10.250000', undefined, 10_250],
    ['10,25', undefined, 10_250],
    ['.5', undefined, 500],
    ['1e2', undefined, 100_000],
    [' 7 ', undefined, 7_000],
    ['0', undefined, 0],
    ['19102', 'ms', 19_102],
    ['6500', 'cs', 65_000],
    ['65', 'ds', 6_500],
    ['1.1', 'min', 66_000],
    ['66000000', 'us', 66_000],
    ['66000000000', 'ns', 66_000],
    ['00:01:05', undefined, 65_000],
    ['00:01:05', 'ms', 65_000],
    ['1:02:03.5', undefined, 3_723_500],
    ['01:05', undefined, 65_000],
    ['75:10', undefined, 4_510_000],
    ['1.02:03:04', undefined, 93_784_000],
    ['1 day 02:03:04', undefined, 93_784_000],
    ['23s', undefined, 23_000],
    ['23s', 'ms', 23_000],
    ['1m6s', undefined, 66_000],
    ['1h2m3.5s', undefined, 3_723_500],
    ['1h0m0s', undefined, 3_600_000],
    ['250ms', undefined, 250],
    ['1.5s', undefined, 1_500],
    ['1500µs', undefined, 2],
    ['1 min 6 sec', undefined, 66_000],
    ['2 minutes', undefined, 120_000],
    ['PT1M6S', undefined, 66_000],
    ['P1DT2H', undefined, 93_600_000],
  ])('%j in %s is %d ms', (text, unit, ms) => {
    expect(readDuration(text, unit)).toBe(ms);
  });

  it.each(['', ' ', '-', '--', '-1', '-1772536260', '-5s', '-00:00:01', '136298900000.000000'])(
    '%j says none',
    (text) => {
      expect(readDuration(text)).toBeUndefined();
    },
  );

  it.each([
    'soon',
    's',
    'P',
    'PT',
    '1:2',
    '1:61',
    '1:75:10',
    '5 apples',
    '1m6',
    '1s2m',
    '0x10',
    'Infinity',
    '1 2',
  ])('%j is no duration', (text) => {
    expect(readDuration(text)).toBeNaN();
  });

  it('compares seconds and numbers alike', () => {
    expect(readAmount('00:01:05')).toBe(65);
    expect(readAmount('47')).toBe(47);
    expect(readAmount('-3')).toBe(-3);
    expect(readAmount('')).toBeUndefined();
    expect(readAmount('NA')).toBeNaN();
  });
});
