import { describe, expect, it } from 'vitest';
import { marksOver } from './hatch.ts';
import { asTick, inFull, shareUnit, withUnit } from './numbers.ts';
import { clockText, lengthText, timeAxisName, timeText, timeTicks } from './time.ts';
import { fitted, safe, widthInPixels } from './words.ts';

const at = Date.UTC(2026, 2, 3, 18, 20, 5, 123);
const hour = 3_600_000;

describe('times', () => {
  it('say their zone', () => {
    expect(timeText(at, 'utc')).toBe('2026-03-03 18:20:05 UTC');
    expect(clockText(at, 'utc', 3)).toBe('18:20:05.123');
    expect(timeText(at, 'local')).toMatch(/^2026-03-0\d \d\d:\d\d:05 \S+$/);
    expect(timeAxisName([at, at + 30 * hour], 'utc')).toBe('time in UTC, 2026-03-03 to 2026-03-05');
  });
  it('have ticks as fine as their range', () => {
    const first = (length: number) => timeTicks([at, at + length], 'utc', 6)[0]?.text;
    expect(first(20_000)).toMatch(/^18:20:\d\d$/);
    expect(first(6 * hour)).toBe('19:00');
    expect(first(20 * 24 * hour)).toMatch(/^03-\d\d$/);
    expect(first(400 * 24 * hour)).toMatch(/^2026-\d\d$/);
    expect(first(4_000 * 24 * hour)).toMatch(/^20\d\d$/);
  });
  it('have lengths in words', () => {
    expect([350, 12_400, 5 * 60_000, 2 * hour, 3.5 * hour, 72 * hour].map(lengthText)).toEqual([
      '350 ms',
      '12.4 s',
      '5 min',
      '2 h',
      '3 h 30 min',
      '3 days',
    ]);
  });
});

describe('numbers', () => {
  it('have their unit, and shares are percentages', () => {
    expect(withUnit(1_234.5, 'calls')).toBe('1,234.5 calls');
    expect(withUnit(0.125, shareUnit)).toBe('12.5%');
    expect([asTick(1_500_000, 'calls'), asTick(0.5, shareUnit)]).toEqual(['1.5M', '50%']);
    expect(inFull(0)).toBe('0');
  });
});

describe('words', () => {
  it('fit, and say where their end is left out', () => {
    expect(fitted('keystone', 200)).toBe('keystone');
    const cut = fitted('a very long name of a provider', 60);
    expect(cut).toMatch(/^a very.*…$/);
    expect(widthInPixels(cut)).toBeLessThanOrEqual(60);
  });
  it('show what would hide or reorder text', () => {
    expect(safe('a\u202eb\nc\u0000')).toBe('a\\u{202e}b\\nc\\u{0}');
  });
});

describe('marks over a fill', () => {
  const box = { x: 3, y: 5, width: 30, height: 11 };
  it.each(['rising', 'falling', 'upright', 'level', 'dots'] as const)('%s lie within their box', (marks) => {
    const ends = [...marksOver(marks, box).matchAll(/[ML]([\d.-]+),([\d.-]+)/g)];
    expect(ends.length).toBeGreaterThan(0);
    for (const [, x, y] of ends) {
      expect(Number(x)).toBeGreaterThanOrEqual(3);
      expect(Number(x)).toBeLessThanOrEqual(33);
      expect(Number(y)).toBeGreaterThanOrEqual(5);
      expect(Number(y)).toBeLessThanOrEqual(16);
    }
  });
  it('are slanted at 45 degrees', () => {
    expect(marksOver('rising', { x: 0, y: 0, width: 8, height: 8 })).toBe('M0.0,0.0L0.0,0.0M0.0,8.0L8.0,0.0');
    expect(marksOver('falling', { x: 0, y: 0, width: 8, height: 8 })).toBe(
      'M0.0,8.0L0.0,8.0M0.0,0.0L8.0,8.0',
    );
  });
});
