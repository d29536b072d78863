import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { versionOf } from './version.ts';

const cdr: Cdr = { ...emptyCdr, call_id: 'a', start_time: 5, end_time: 9, called_number: '1' };

describe('ver', () => {
  it('puts the revision above every content', () => {
    const contents = ['', 'one', 'two'].map((caller_name) => ({ ...cdr, caller_name }));
    const highest = contents.map((c) => versionOf({ ...c, revision: 1 })).reduce((a, b) => (a > b ? a : b));
    for (const c of contents) expect(versionOf({ ...c, revision: 2 })).toBeGreaterThan(highest);
    expect(versionOf({ ...cdr, revision: 255 })).toBeLessThan(2n ** 64n);
  });

  it('is the same for the same content, whatever the order of its fields', () => {
    const turned = { ...emptyCdr, ...Object.fromEntries(Object.entries(cdr).reverse()) };
    expect(versionOf(turned)).toBe(versionOf(cdr));
  });

  it.each<Partial<Cdr>>([
    { withdrawn: true },
    { answer_time: 6 },
    { identity: 'x' },
    { upstream: 'p' },
    { sip_code: 1 },
  ])('differs by content: %o', (fields) => {
    expect(versionOf({ ...cdr, ...fields })).not.toBe(versionOf(cdr));
  });
});
