import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { type Counts, countRow } from '../features/features.ts';
import { baselineOf } from './baseline.ts';
import { keptSegments } from './screen.ts';

const baseline = baselineOf([0, 2, 20, 61], [4_000, 300, 3_000, 2_200], { receiving: 0.5, calledBack: 0.03 });
const keptOf = (...segments: readonly Counts[]) =>
  keptSegments(segments, () => baseline).map(({ counts }) => counts.place_provider);

const robocalls = countRow.parse({
  ...features,
  kind: 'source',
  number: 0,
  place: 'claimed',
  place_provider: 'robocalls',
});
/** As ordinary calls end. */
const calm: Counts = {
  ...robocalls,
  place_provider: 'calm',
  caller_class: 'unproven',
  answered: 240,
  short: 0,
  attested_a: 400,
  attested_b: 0,
  unproven: 0,
  outcomes: [
    [0, 2, 20, 61],
    [160, 12, 120, 108],
  ],
};

it('leaves out what is ordinary', () => {
  expect(keptOf(calm, robocalls)).toEqual(['robocalls']);
});

it('keeps what is ordinary where it may speak for a number or a customer', () => {
  const customer: Counts = { ...calm, place: 'customer', place_provider: 'customer', place_customer: 'x' };
  const number: Counts = {
    ...calm,
    kind: 'number',
    number: 12_025_550_100,
    place: 'any',
    place_provider: 'number',
  };
  expect(keptOf(calm, customer, number)).toEqual(['customer', 'number']);
  expect(keptOf({ ...customer, calls: 29 })).toEqual([]);
});

it('keeps few calls of a number where somebody calls back: left out, the number would seem never called back', () => {
  const few: Counts = { ...calm, calls: 9, kind: 'number', number: 12_025_550_100, place: 'customer' };
  expect(keptOf({ ...few, called_back: 1 })).toEqual(['calm']);
  expect(keptOf(few)).toEqual([]);
  expect(keptOf({ ...few, called_back: 1, kind: 'source', number: 0 })).toEqual([]);
});
