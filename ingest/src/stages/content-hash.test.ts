import { describe, expect, it } from 'vitest';
import { contentHash } from './content-hash.ts';

describe('the content hash', () => {
  // The first half of MurmurHash3_x86_128, as its reference implementation gives it.
  it.each([
    ['', '0000000000000000'],
    ["I will not buy this tobacconist's, it is scratched.", '9b5b7ba2ef3f7866'],
    ['The quick brown fox jumps over the lazy dog', '2f1583c3ecee2c67'],
  ])('of %j', (text, expected) => {
    const bytes = Buffer.from(`xyz${text}xyz`);
    const out = new Uint32Array(4);
    contentHash(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 3, bytes.length - 3, out, 1);
    const hex = [...out.subarray(1, 3)].map((word) => word.toString(16).padStart(8, '0')).join('');
    expect([hex, out[0], out[3]]).toEqual([expected, 0, 0]);
  });
});
