import { expect, it } from 'vitest';
import { momentsBetween } from './earlier-cards.ts';

const at = (text: string) => Date.parse(text);
const shown = (from: string, to: string) =>
  momentsBetween(at(from), at(to)).map((ms) => new Date(ms).toISOString().slice(0, 16));

it('moments are the same a minute later, and few', () => {
  const first = shown('2026-03-01T10:20:00Z', '2026-03-05T12:00:00Z');
  expect(first).toEqual(['2026-03-02T00:00', '2026-03-03T00:00', '2026-03-04T00:00', '2026-03-05T00:00']);
  expect(shown('2026-03-01T10:21:00Z', '2026-03-05T12:01:00Z')).toEqual(first);
  expect(shown('2026-03-05T10:20:00Z', '2026-03-05T12:00:00Z')).toEqual(['2026-03-05T11:00']);
});

it('a year has no more than six, and nothing has none', () => {
  expect(shown('2025-03-05T00:00:00Z', '2026-03-05T00:00:00Z').length).toBeLessThanOrEqual(6);
  expect(shown('2025-03-05T00:00:00Z', '2026-03-05T00:00:00Z').length).toBeGreaterThan(3);
  expect(shown('2026-03-05T12:00:00Z', '2026-03-05T12:00:00Z')).toEqual([]);
});
