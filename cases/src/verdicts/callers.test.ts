import { expect, it } from 'vitest';
import { groupedCallers } from './callers.ts';

const row = (
  calling_number: number,
  calls: number,
  rest: Partial<{ origin_provider: string; customer: string; holder_ocn: string }>,
) => ({
  calling_number,
  calls,
  origin_provider: '',
  customer: '',
  holder_ocn: '',
  ...rest,
});

it('groups the numbers of one party, and leaves out numbers that anybody could show', () => {
  const school = { origin_provider: 'p1', customer: 'school' };
  const found = groupedCallers([
    row(12_025_550_101, 20, school),
    row(12_025_550_100, 50, school),
    row(12_025_550_100, 30, { holder_ocn: '123A' }),
    row(12_025_550_100, 99, {}),
  ]);
  expect(found.map(({ who, numbers, calls }) => [who, numbers, calls])).toEqual([
    ['customer school of p1', 'numbers 12025550100, 12025550101', 70],
    ['origin not proven, signed A by the holder (OCN 123A)', 'number 12025550100', 30],
  ]);
  expect(found[0]?.known).toContainEqual({ calling_number: 12_025_550_101, holder_ocn: '', ...school });
});
