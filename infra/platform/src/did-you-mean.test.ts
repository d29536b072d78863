import { expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const known = ['status', 'start', 'sql', 'dead-letters', '--copies'];

it.each([
  ['staus', "; did you mean 'status'?"],
  ['strat', "; did you mean 'start'?"],
  ['deadletters', "; did you mean 'dead-letters'?"],
  ['stauts', "; did you mean 'status'?"],
  ['--copeis', "; did you mean '--copies'?"],
  ['STATUS', "; did you mean 'status'?"],
  ['--cop', "; did you mean '--copies'?"],
  ['st', ''],
  ['--nope', ''],
  ['xyz', ''],
  ['', ''],
])('%s%s', (word, suggestion) => {
  expect(didYouMean(word, known)).toBe(suggestion);
});
