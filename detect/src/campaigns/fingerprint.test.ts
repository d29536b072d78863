import { expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';

const one = { segment_id: 's-1', build: 4 };
const other = { segment_id: 's-2', build: 4 };

it('is the same for the same segments in any order', () => {
  expect(fingerprintOf([one, other])).toBe(fingerprintOf([other, one]));
});

it('differs where a segment was judged again, came or went', () => {
  const fingerprint = fingerprintOf([one, other]);
  const others = [[one], [one, { ...other, build: 5 }], [one, other, { segment_id: 's-3', build: 4 }]];
  for (const segments of others) expect(fingerprintOf(segments)).not.toBe(fingerprint);
});
