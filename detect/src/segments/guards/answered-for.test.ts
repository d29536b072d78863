import { expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import type { Features } from '../../features/features.ts';
import { ordinaryBaseline } from '../baseline.fixture.ts';
import { judgeSegment } from '../score.ts';
import { isVouchedFor, isVouchedForByOwn } from './answered-for.ts';

const judged = (counts: Partial<Features>) =>
  judgeSegment(
    { ...features, calls: 100, attested_a: 0, attested_b: 0, improper: 0, ...counts },
    ordinaryBaseline,
  );

it('calls are vouched for from two in five with attestation A on, proper or not', () => {
  expect(isVouchedFor(judged({ attested_a: 40 }))).toBe(true);
  expect(isVouchedFor(judged({ attested_a: 30, improper: 10 }))).toBe(true);
  expect(isVouchedFor(judged({ attested_a: 39, attested_b: 61 }))).toBe(false);
});

it('whoever knows the customer vouches for it where A is two in five of A and B, whatever the others have', () => {
  expect(isVouchedForByOwn(judged({ attested_a: 4, attested_b: 6 }))).toBe(true);
  expect(isVouchedForByOwn(judged({ improper: 4, attested_b: 6 }))).toBe(true);
  expect(isVouchedForByOwn(judged({ attested_a: 3, attested_b: 6 }))).toBe(false);
  expect(isVouchedForByOwn(judged({}))).toBe(false);
});
