import { describe, expect, it } from 'vitest';
import { around, durationText, fieldText, msOf, msOfField, timeText } from './time-text.ts';

const at = Date.UTC(2026, 2, 3, 18, 55, 36);

describe('a time', () => {
  it('says its zone', () => {
    expect(timeText(at, 'utc', 'America/New_York')).toBe('2026-03-03 18:55:36 UTC');
    expect(timeText(at, 'local', 'America/New_York')).toBe('2026-03-03 13:55:36 EST');
    expect(timeText(at + 90 * 86_400_000, 'local', 'America/New_York')).toBe('2026-06-01 14:55:36 EDT');
    expect(timeText(at, 'local', 'Asia/Kolkata')).toBe('2026-03-04 00:25:36 GMT+5:30');
  });

  it('begins the day at 00, not at 24', () => {
    expect(timeText(Date.UTC(2026, 2, 3), 'utc')).toBe('2026-03-03 00:00:00 UTC');
  });

  it('is read from ms and from ISO 8601', () => {
    expect(msOf('2026-03-03T18:55:36Z')).toBe(at);
    expect(msOf('2026-03-03T13:55:36-05:00')).toBe(at);
    expect(msOf(at)).toBe(at);
    expect(msOf('soon')).toBeUndefined();
    expect(msOf(Number.NaN)).toBeUndefined();
  });

  it('goes into a field of a form and out again', () => {
    expect(fieldText(at, 'utc')).toBe('2026-03-03T18:55:36');
    expect(msOfField(fieldText(at, 'utc'), 'utc')).toBe(at);
    expect(msOfField(fieldText(at, 'local'), 'local')).toBe(at);
    expect(msOfField('', 'utc')).toBeUndefined();
    expect(msOfField('x', 'local')).toBeUndefined();
  });

  it('has a range around it', () => {
    expect(around(at)).toEqual({ from: '2026-03-03T18:45:36.000Z', to: '2026-03-03T19:05:36.000Z' });
  });
});

describe('a length of time', () => {
  it.each([
    [0, '0 ms'],
    [340, '340 ms'],
    [-340, '-340 ms'],
    [5_230, '5.2 s'],
    [59_990, '60 s'],
    [60_000, '1 min'],
    [245_000, '4 min 5 s'],
    [3_600_000, '1 h'],
    [3_725_000, '1 h 2 min'],
    [93_784_000, '1 d 2 h'],
    [-7_200_000, '-2 h'],
  ])('of %d ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
