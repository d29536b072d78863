import { expect, it } from 'vitest';
import { linkableFrom } from '../linking/memory-source.fixture.ts';
import { thresholds } from '../thresholds.ts';
import { highestScore } from './highest-score.ts';

const segment = (calling_number: number, origin: string, calls = 400) =>
  linkableFrom(1, {
    calling_number,
    calls,
    ...(origin === 'customer'
      ? { place: 'customer', place_provider: 'a', place_customer: 'x' }
      : { place: 'claimed', place_provider: origin, place_customer: '' }),
  });
const lengths = (...seconds: readonly number[]) => ({
  messages: seconds.map((second) => ({ seconds: second, share: 1 / seconds.length })),
  numbers: [],
});
const { surest, surestOfMany, surestOfTwoMessages } = thresholds;

it('is highest where one number makes the calls, or named customers make most of them', () => {
  const one = 12_025_550_100;
  expect(highestScore([segment(one, 'a'), segment(one, 'b')], lengths(20, 40))).toBe(surest);
  expect(highestScore([segment(0, 'customer'), segment(0, 'b', 300)], lengths(20))).toBe(surest);
});

it('is lower where many customers’ calls meet, and lowest where these calls have two messages', () => {
  expect(highestScore([segment(0, 'customer', 300), segment(0, 'b')], lengths(20))).toBe(surestOfMany);
  expect(highestScore([segment(0, 'b')], lengths())).toBe(surestOfMany);
  expect(highestScore([segment(0, 'b')], lengths(20, 40))).toBe(surestOfTwoMessages);
  expect(highestScore([segment(1, 'b'), segment(2, 'b')], lengths(20))).toBe(surestOfMany);
  expect(surestOfTwoMessages).toBeLessThan(surestOfMany);
  expect(surestOfMany).toBeLessThan(surest);
});
