import { expect, it } from 'vitest';
import type { CallOrigin } from '../features/features.ts';
import { noOriginKey } from '../features/segment-key.ts';
import { commonestOrigin } from './segment.ts';

const origin = (more: Partial<CallOrigin>): CallOrigin => ({
  ...noOriginKey,
  origin_provider: '',
  claimed_origin: '',
  entry_provider: '',
  next_provider: '',
  ...more,
});
const [a, b, c] = ['a', 'b', 'c'].map((claimed_origin) => origin({ claimed_origin }));
if (a === undefined || b === undefined || c === undefined) throw new Error('three were made');

it('the commonest origin is that of most calls', () => {
  expect(
    commonestOrigin([
      [a, b, c],
      [3, 7, 5],
    ]),
  ).toEqual(b);
});

it('the smaller name wins a tie, in whatever order the origins come', () => {
  expect(
    commonestOrigin([
      [c, a, b],
      [5, 5, 1],
    ]),
  ).toEqual(a);
  expect(
    commonestOrigin([
      [a, b, c],
      [5, 1, 5],
    ]),
  ).toEqual(a);
});

it('takes the entry provider of the commonest origin that names one', () => {
  const entering = [
    origin({ claimed_origin: 'x', entry_provider: 'few' }),
    origin({ claimed_origin: 'y', entry_provider: 'more' }),
  ];
  expect(
    commonestOrigin([
      [a, ...entering],
      [9, 2, 3],
    ]),
  ).toEqual({ ...a, entry_provider: 'more' });
  expect(
    commonestOrigin([
      [a, b],
      [9, 2],
    ]),
  ).toEqual(a);
});

it('refuses a segment without calls', () => {
  expect(() => commonestOrigin([[], []])).toThrow('a segment without calls');
});
