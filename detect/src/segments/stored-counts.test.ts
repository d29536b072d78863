import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { ordinaryBaseline } from './baseline.fixture.ts';
import { readCounts } from './stored-counts.ts';

const read = (counts: object, baseline: object = ordinaryBaseline) =>
  readCounts(JSON.stringify({ features: counts, baseline }));

it('counts are read as they were stored', () => {
  const { hour, kind, number, ...counts } = features;
  const { features: stored, baseline } = read(counts);
  expect(counts).toMatchObject(stored);
  expect(stored).toMatchObject({ calls: 400, seconds: features.seconds, source_receiving: 0 });
  expect(baseline).toEqual(ordinaryBaseline);
});

it('a count that another release did not know is 0, and one that this one does not know is left out', () => {
  const { one_ring, seconds, callers, ...known } = features;
  const { features: stored } = read({ ...known, of_tomorrow: 7 });
  expect(stored).toMatchObject({ calls: 400, one_ring: 0, seconds: [[], []], callers: [] });
  expect(stored).not.toHaveProperty('of_tomorrow');
});

it('what was ordinary is nothing where another release did not say', () => {
  expect(read(features, {}).baseline).toEqual({
    outcome: [],
    shortShare: 0,
    answerRatio: 0,
    receiving: 0,
    calledBack: 0,
  });
});

it('calls to callers are read by the name that early releases gave them', () => {
  const { source_receiving, ...counts } = features;
  expect(read({ ...counts, known: 12 }).features.source_receiving).toBe(12);
  expect(read({ ...counts, source_receiving: 3, known: 12 }).features.source_receiving).toBe(3);
  expect(read(counts).features.source_receiving).toBe(0);
});
