import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cdrBatchAvro, cdrFields, emptyCdr } from './cdr.ts';

describe('the feed schema', () => {
  it('is the same in cdr-batch.avsc, the copy for other teams', () => {
    const copy = readFileSync(new URL('../cdr-batch.avsc', import.meta.url), 'utf8');
    expect(copy).toBe(`${JSON.stringify(cdrBatchAvro, null, 2)}\n`);
  });

  it('has an empty record that names every field', () => {
    expect(Object.keys(emptyCdr)).toEqual(Object.keys(cdrFields));
  });
});
