import { expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import { ordinaryBaseline } from '../baseline.fixture.ts';
import { beyondOrdinary } from '../score.ts';
import { clamp, ratio, shareSignal, total } from './signal.ts';

it('a share of calls weighs in proportion to what lies beyond the usual share', () => {
  const signal = shareSignal('marked', 'caller', ({ dno }) => dno, 4, 0.2);
  const read = (dno: number) => {
    const counted = { ...features, calls: 100, dno };
    return signal.read({
      features: counted,
      baseline: ordinaryBaseline,
      ...beyondOrdinary(counted, ordinaryBaseline),
    });
  };
  expect(read(10)).toEqual({ value: 0.1, baseline: 0.2, contribution: 0 });
  expect(read(60)?.contribution).toBeCloseTo(2);
  expect(read(100)?.contribution).toBeCloseTo(4);
});

it('contributions add up', () => {
  expect(total([])).toBe(0);
  expect(total([{ contribution: 1.5 }, { contribution: -0.5 }])).toBe(1);
});

it('a part of nothing is none, and values are kept between two limits', () => {
  expect([ratio(1, 4), ratio(1, 0)]).toEqual([0.25, 0]);
  expect([-1, 0.5, 9].map((value) => clamp(value, 0, 1))).toEqual([0, 0.5, 1]);
});
