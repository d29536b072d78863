import { expect, it } from 'vitest';
import { features } from './features.fixture.ts';
import type { Features } from './features.ts';
import {
  areaOf,
  askedForCallBacks,
  claimedOf,
  distinctNumbers,
  exchangeOf,
  isCustomersSegment,
  isMadeUp,
  isOfMany,
  isPool,
  isProven,
  isReused,
  origidOf,
} from './sources.ts';

const source = (more: Partial<Features> = {}): Features => ({
  ...features,
  kind: 'source',
  number: 0,
  place: 'claimed',
  place_provider: 'p',
  caller_class: 'unproven',
  ...more,
});

it('says what a part is, and nothing of the others', () => {
  const parts = [
    source({ part: 'origid', part_origid: 'o' }),
    source({ part: 'exchange', part_prefix: 1_212_555 }),
    source({ part: 'area', part_prefix: 1_212 }),
    source({ part: 'reused' }),
    source(),
  ];
  expect(parts.map(origidOf)).toEqual(['o', undefined, undefined, undefined, undefined]);
  expect(parts.map(exchangeOf)).toEqual([undefined, 1_212_555, undefined, undefined, undefined]);
  expect(parts.map(areaOf)).toEqual([undefined, undefined, 1_212, undefined, undefined]);
  expect(parts.map(isReused)).toEqual([false, false, false, true, false]);
});

it('claims a provider only where the place is claimed, and proves one only where it proves the calls', () => {
  expect(claimedOf(source())).toBe('p');
  expect(claimedOf(source({ place: 'trunk' }))).toBe('');
  const proven = (['any', 'customer', 'trunk', 'claimed', 'unknown', 'proven'] as const).filter((place) =>
    isProven(source({ place })),
  );
  expect(proven).toEqual(['customer', 'proven']);
});

it("a busy number's calls are not its customer's segment", () => {
  expect(isCustomersSegment({ place: 'customer', calling_number: 0 })).toBe(true);
  expect(isCustomersSegment({ place: 'customer', calling_number: 12_025_550_100 })).toBe(false);
  expect(isCustomersSegment({ place: 'trunk', calling_number: 0 })).toBe(false);
});

it("asks for call-backs of all of a customer's calls, and of those of callers who are not called otherwise", () => {
  const counted = { calls: 10, called_back: 1, source_calls: 40, source_called_back: 8 };
  const ofSource = { asked_calls: 40, asked_called_back: 8 };
  expect(askedForCallBacks(source({ ...counted, place: 'customer' }))).toEqual(ofSource);
  expect(askedForCallBacks(source({ ...counted, place: 'customer', callers_called: true }))).toEqual(
    ofSource,
  );
  expect(askedForCallBacks(source(counted))).toEqual({ asked_calls: 10, asked_called_back: 1 });
  expect(askedForCallBacks(source({ ...counted, callers_called: true }))).toEqual({
    asked_calls: 0,
    asked_called_back: 0,
  });
});

it('numbers are made up where nobody can be called at them, and nobody is', () => {
  expect(isMadeUp(source({ caller_class: 'unusable' }))).toBe(true);
  expect(isMadeUp(source({ caller_class: 'unassigned' }))).toBe(true);
  expect(isMadeUp(source({ caller_class: 'unassigned', callers_called: true }))).toBe(false);
  expect(isMadeUp(source({ caller_class: 'dno' }))).toBe(false);
});

it.each([
  ['a whole place', {}, true, true],
  ['a busy number', { kind: 'number' }, false, false],
  ['listed numbers', { caller_class: 'dno' }, false, false],
  ['who rings once', { caller_class: 'one ring' }, false, false],
  ['one origid', { part: 'origid' }, false, false],
  ['one exchange', { part: 'exchange' }, false, false],
  ['one area called', { part: 'area' }, true, true],
  ['numbers used again', { part: 'reused' }, true, true],
  ['neighbors of called numbers', { caller_class: 'neighbor' }, true, false],
] as const)('may be of many customers, and a pool: %s', (_, more, ofMany, pool) => {
  expect([isOfMany(source(more)), isPool(source(more))]).toEqual([ofMany, pool]);
});

it('counts numbers of several hours once where a sample tells, else those of the hour', () => {
  expect(distinctNumbers({ calling_numbers: 30, distinct_numbers: 12 })).toBe(12);
  expect(distinctNumbers({ calling_numbers: 30, distinct_numbers: 0 })).toBe(30);
});
