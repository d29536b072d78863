import { describe, expect, it } from 'vitest';
import { trialInWords } from './check.ts';

describe('feed --check', () => {
  it('tells what would become of the lines', () => {
    const reason = { reason: 'Talk: must be a duration', lines: 2, first: 'a.zip/a\n.csv:7' };
    const trial = {
      files: 1,
      shown: [],
      records: 1_200,
      dead: 2,
      refused: 2,
      skipped: 3,
      assumed: 0,
      refusedReasons: [reason],
      deadReasons: [{ ...reason, reason: 'called_number: no digit' }],
    };
    expect(trialInWords(trial)).toEqual([
      'calls that would be stored: 1,200 (files: 1; nothing was sent)',
      'would be skipped, as no calls of their own: 3',
      'lines that would be refused: 2',
      '  2 × Talk: must be a duration (first: a.zip/a\\n.csv:7)',
      'calls that would become dead letters: 2',
      '  2 × called_number: no digit (first: a.zip/a\\n.csv:7)',
    ]);
  });
});
