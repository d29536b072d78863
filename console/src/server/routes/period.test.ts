import { InputError } from '@ringtrace/cases/api/input';
import { expect, it } from 'vitest';
import { rangeOf } from './period.ts';

const newest = Date.parse('2026-03-03T22:00:00.947Z');
const shown = (query: Parameters<typeof rangeOf>[0]) => {
  const { from, to, step } = rangeOf(query, newest);
  const iso = (s: number) => new Date(s * 1_000).toISOString().slice(0, 16);
  return [iso(from), iso(to), step];
};

it('a day before the newest record, in steps that a chart can show', () => {
  expect(shown({})).toEqual(['2026-03-02T22:00', '2026-03-03T22:05', 300]);
});

it('whole steps around what is asked for, finer for shorter ranges', () => {
  expect(shown({ from: '2026-03-03T10:00:30Z', to: '2026-03-03T12:00:00Z' })).toEqual([
    '2026-03-03T10:00',
    '2026-03-03T12:00',
    60,
  ]);
  expect(shown({ from: '2026-01-01T00:00:00Z', to: '2026-12-01T00:00:00Z' })[2]).toBe(86_400);
  expect(shown({ from: '2026-03-03T10:00:00Z', to: '2026-03-03T10:00:01Z' })).toEqual([
    '2026-03-03T10:00',
    '2026-03-03T10:01',
    60,
  ]);
});

it('nothing, and more than a chart can show, is refused', () => {
  expect(() => rangeOf({ from: '2026-03-03T12:00:00Z', to: '2026-03-03T12:00:00Z' }, newest)).toThrow(
    InputError,
  );
  expect(() => rangeOf({ from: '2020-03-03T12:00:00Z' }, newest)).toThrow(InputError);
});
