import { describe, expect, it } from 'vitest';
import { inJson, inWords, manyInWords } from './tell.ts';

const unseen = {
  request: { calling: 12_025_550_123, called: 13_125_550_123, time: Date.UTC(2026, 2, 3, 18, 20, 1) },
  legs: [],
  path: undefined,
  redials: [],
};
const kept = { ...unseen, droppedBefore: undefined };
const gone = { ...unseen, droppedBefore: Date.UTC(2026, 9, 30) };

describe('a call without a stored leg', () => {
  it('was not reported, where all records are there', () => {
    expect(inWords(kept)).toContain('No carrier reported this call in the window.');
    expect(manyInWords([kept])).toContain('not reported');
    expect(inJson(kept).records_dropped_before).toBeNull();
  });

  it('may have been reported, where retention dropped records', () => {
    const told = inWords(gone);
    expect(told).not.toContain('No carrier reported');
    expect(told).toContain('Retention drops the records of before 2026-10-30.');
    expect(manyInWords([gone])).not.toContain('not reported');
    expect(manyInWords([gone])).toContain('records of before 2026-10-30 are dropped');
    expect(inJson(gone).records_dropped_before).toBe('2026-10-30T00:00:00.000Z');
  });
});
