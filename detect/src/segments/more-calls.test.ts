import { expect, it } from 'vitest';
import type { CallOrigin } from '../features/features.ts';
import { callerSample } from '../features/number-sample.ts';
import { noOriginKey } from '../features/segment-key.ts';
import { type CallDetails, detailsOfBoth } from './more-calls.ts';

const origin = (origin_provider: string): CallOrigin => ({
  ...noOriginKey,
  origin_provider,
  claimed_origin: '',
  entry_provider: '',
  next_provider: '',
});
const some: CallDetails = {
  details: {
    seconds: [
      [3, 9],
      [1, 2],
    ],
    areas: [[1_202], [3]],
    minutes: [
      [0, 59],
      [2, 1],
    ],
    callers: [2, 5],
    blocks: [7],
    first_ms: 100,
    last_ms: 200,
    legs: 4,
    carriers: ['b', 'c'],
  },
  origins: [[origin('b')], [3]],
  told: 'fffffffffffffffe',
};
const more: CallDetails = {
  details: {
    seconds: [
      [4, 9],
      [1, 1],
    ],
    areas: [[1_301], [2]],
    minutes: [
      [30, 59],
      [1, 1],
    ],
    callers: [3, 5],
    blocks: [6, 7],
    first_ms: 50,
    last_ms: 150,
    legs: 2,
    carriers: ['a', 'c'],
  },
  origins: [
    [origin('a'), origin('b')],
    [1, 1],
  ],
  told: '05',
};
const together = {
  details: {
    seconds: [
      [3, 4, 9],
      [1, 1, 3],
    ],
    areas: [
      [1_202, 1_301],
      [3, 2],
    ],
    minutes: [
      [0, 30, 59],
      [2, 1, 2],
    ],
    callers: [2, 3, 5],
    blocks: [6, 7],
    first_ms: 50,
    last_ms: 200,
    legs: 6,
    carriers: ['a', 'b', 'c'],
  },
  told: '03',
};

it('adds up what is counted, and takes numbers, carriers and hashes of both once', () => {
  expect(detailsOfBoth(some, more)).toMatchObject(together);
  expect(detailsOfBoth(more, some)).toMatchObject(together);
});

it('counts calls of one origin together', () => {
  expect(detailsOfBoth(some, more).origins).toEqual([
    [origin('b'), origin('a')],
    [4, 1],
  ]);
});

it('keeps no more hashes of callers than a sample has: the smallest', () => {
  const own = (from: number) => Array.from({ length: callerSample }, (_, i) => from + 2 * i);
  const withCallers = (of: CallDetails, callers: number[]) => ({
    ...of,
    details: { ...of.details, callers },
  });
  const { callers } = detailsOfBoth(withCallers(some, own(0)), withCallers(more, own(1))).details;
  expect(callers).toEqual(Array.from({ length: callerSample }, (_, i) => i));
});
