import { hourS } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { noOriginKey } from '../features/segment-key.ts';
import { OwnerHours } from './owner-hours.ts';

const ofNumber = (calling_number: number, n: number) => ({ ...noOriginKey, calling_number, hour: n * hourS });
const ofCustomer = (place_customer: string, n: number) => ({
  ...noOriginKey,
  place: 'customer' as const,
  place_provider: 'p',
  place_customer,
  calling_number: 0,
  hour: n * hourS,
});
const ofMany = { ...noOriginKey, place: 'claimed' as const, place_provider: 'p', calling_number: 0, hour: 0 };

it('names each number and each customer once, and nobody for the calls of many', () => {
  const owners = new OwnerHours([
    ofNumber(1, 0),
    ofNumber(1, 1),
    ofCustomer('c', 0),
    ofCustomer('c', 2),
    ofMany,
  ]);
  expect(owners.owners()).toEqual({
    numbers: [1],
    customers: [{ place_provider: 'p', place_customer: 'c' }],
  });
  expect(owners.isEmpty).toBe(false);
  expect(new OwnerHours([ofMany]).isEmpty).toBe(true);
});

it('a segment is near where one of the same owner is within reach, before or after it', () => {
  const owners = new OwnerHours([ofNumber(1, 5), ofNumber(1, 9), ofCustomer('c', 1), ofCustomer('c', 5)]);
  const near = (segment: Parameters<OwnerHours['isNear']>[0]) => owners.isNear(segment, 2 * hourS);
  expect([3, 7, 11, 12].map((n) => near(ofNumber(1, n)))).toEqual([true, true, true, false]);
  expect(near(ofNumber(2, 5))).toBe(false);
  expect([7, 8].map((n) => near(ofCustomer('c', n)))).toEqual([true, false]);
  expect(near(ofCustomer('d', 5))).toBe(false);
  expect(near(ofMany)).toBe(false);
});

it("a number's calls are its own, also where a customer's place is told", () => {
  const owners = new OwnerHours([{ ...ofCustomer('c', 5), calling_number: 1 }]);
  expect(owners.owners()).toEqual({ numbers: [1], customers: [] });
});
