import { expect, it } from 'vitest';
import { patternOf } from './pattern.ts';

const facts = {
  calls: 1_000,
  numbers: 1_000,
  withheld: 0,
  most: 1,
  neighbor: 0,
  exchanges: 900,
  in_sequence: 0,
};

it.each([
  ['withheld', { withheld: 600, numbers: 400 }, '60% of calls show no number'],
  ['one number', { numbers: 1, most: 1_000 }, 'All 1,000 calls'],
  ['one number', { numbers: 3, most: 900 }, '90% of calls show one number, the others 2 further numbers.'],
  ['neighbor', { neighbor: 990 }, "99% of calls show a number of the called number's own exchange"],
  [
    'sequence',
    { in_sequence: 800, exchanges: 2 },
    '80% of 1,000 numbers lie close to another of them, in 2 exchanges',
  ],
  ['few numbers', { numbers: 7, most: 150, exchanges: 7 }, '7 numbers show 143 calls each on average.'],
  ['random', {}, '1,000 numbers of 900 exchanges'],
] as const)('names the pattern %s', (pattern, given, words) => {
  const found = patternOf({ ...facts, ...given });
  expect(found.pattern).toBe(pattern);
  expect(found.words).toContain(words);
});

it('has words for a campaign whose records are gone', () => {
  const none = { calls: 0, numbers: 0, withheld: 0, most: 0, neighbor: 0, exchanges: 0, in_sequence: 0 };
  expect(patternOf(none)).toEqual({
    pattern: 'unknown',
    words: 'No records are stored of calls that count to this campaign.',
  });
});
