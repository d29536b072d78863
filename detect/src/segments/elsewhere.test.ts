import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { countedElsewhere, isAsked } from './elsewhere.ts';

const counts = {
  ...features,
  segment: 's',
  content: 'c',
  kind: 'source',
  place: 'claimed',
  caller_class: 'attested',
  calling_numbers: 16,
} as const;
const asked = (more: Partial<typeof features>) => isAsked({ counts: { ...counts, ...more } });

it('asks about sources with many numbers that somebody may hold', () => {
  expect(asked({})).toBe(true);
  expect(asked({ calling_numbers: 15 })).toBe(false);
  expect(asked({ kind: 'number' })).toBe(false);
  expect(asked({ caller_class: 'unusable' })).toBe(false);
  expect(asked({ caller_class: 'one ring' })).toBe(false);
});

it('does not ask where the first leg is missing: calls of honest subscribers may fall there', () => {
  expect(asked({ place: 'unknown' })).toBe(false);
});

it('takes numbers of few homes for those of a business that dials out by several providers', () => {
  expect(countedElsewhere(40, 40)).toBe(0);
  expect(countedElsewhere(40, 21)).toBe(0);
  // Three other providers, with as many numbers each.
  expect(countedElsewhere(42, 28)).toBe(0);
  expect(countedElsewhere(40, 20)).toBe(20);
  expect(countedElsewhere(40, 4)).toBe(36);
  expect(countedElsewhere(0, 0)).toBe(0);
});
