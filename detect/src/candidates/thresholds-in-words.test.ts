import { expect, it } from 'vitest';
import { thresholds } from '../thresholds.ts';
import { thresholdsInWords, wordsIn } from './thresholds-in-words.ts';

it('every threshold has its value and words', () => {
  const all = thresholdsInWords();
  expect(Object.fromEntries(all.map(({ name, value }) => [name, value]))).toEqual(thresholds);
  for (const { name, words } of all) {
    expect(words.length, name).toBeGreaterThan(10);
    expect(words, name).not.toMatch(/\*\/|\/\*|\s{2}/);
  }
});

it('words of one line, of several, and of thresholds that share them', () => {
  const text = `
export const thresholds = {
  /** Short: this much (source). */
  short: 6,
  /**
   * Shares between which
   * it tells nothing.
   */
  low: 0.1,
  high: 0.2,
} as const;`;
  expect(Object.fromEntries(wordsIn(text))).toEqual({
    short: 'Short: this much (source).',
    low: 'Shares between which it tells nothing.',
    high: 'Shares between which it tells nothing.',
  });
});
