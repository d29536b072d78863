import { expect, it } from 'vitest';
import { withNeighbors } from './days.ts';

it('knows the days beside a day over the ends of months and years', () => {
  expect(withNeighbors([20260301, 20260302])).toEqual([20260228, 20260301, 20260302, 20260303]);
  expect(withNeighbors([20231231])).toEqual([20231230, 20231231, 20240101]);
  expect(withNeighbors([20240229])).toEqual([20240228, 20240229, 20240301]);
});
