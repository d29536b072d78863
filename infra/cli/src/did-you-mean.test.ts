import { expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const known = ['status', 'start', 'sql', 'dead-letters'];

it.each([
  ['staus', "; did you mean 'status'?"],
  ['strat', "; did you mean 'start'?"],
  ['deadletters', "; did you mean 'dead-letters'?"],
  ['xyz', ''],
  ['', ''],
])('%s%s', (word, suggestion) => {
  expect(didYouMean(word, known)).toBe(suggestion);
});
