const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;

/** MurmurHash3's own names and constants are kept, so that this can be compared with its published source. */
const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));
const scramble = (word: number, first: number, by: number, second: number) =>
  Math.imul(rotate(Math.imul(word, first), by), second);

/** The final mix: each input bit affects every output bit. */
function finish(word: number): number {
  let bits = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Up to four bytes at `at` as a little-endian word. Bytes from `end` on count as 0. */
function wordAt(view: DataView, at: number, end: number): number {
  if (at + 4 <= end) return view.getInt32(at, true);
  let word = 0;
  for (let i = at; i < end; i += 1) word |= view.getUint8(i) << (8 * (i - at));
  return word;
}

/**
 * MurmurHash3_x86_128 with seed 0 (Austin Appleby, public domain) of the bytes from `start` to `end`. The first two of
 * its four words are written to `out` at `at` and `at + 1`. It is not cryptographic: someone could construct two
 * contents with the same hash.
 */
export function contentHash(view: DataView, start: number, end: number, out: Uint32Array, at: number): void {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  let i = start;
  for (; i + 16 <= end; i += 16) {
    h1 = rotate(h1 ^ scramble(view.getInt32(i, true), c1, 15, c2), 19) + h2;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = rotate(h2 ^ scramble(view.getInt32(i + 4, true), c2, 16, c3), 17) + h3;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
    h3 = rotate(h3 ^ scramble(view.getInt32(i + 8, true), c3, 17, c4), 15) + h4;
    h3 = (Math.imul(h3, 5) + 0x96cd1c35) | 0;
    h4 = rotate(h4 ^ scramble(view.getInt32(i + 12, true), c4, 18, c1), 13) + h1;
    h4 = (Math.imul(h4, 5) + 0x32ac3b17) | 0;
  }
  const length = end - start;
  h4 ^= scramble(wordAt(view, i + 12, end), c4, 18, c1) ^ length;
  h3 ^= scramble(wordAt(view, i + 8, end), c3, 17, c4) ^ length;
  h2 ^= scramble(wordAt(view, i + 4, end), c2, 16, c3) ^ length;
  h1 ^= scramble(wordAt(view, i, end), c1, 15, c2) ^ length;
  const sum = (h1 + h2 + h3 + h4) | 0;
  h1 = finish(sum);
  h2 = finish((h2 + sum) | 0);
  h3 = finish((h3 + sum) | 0);
  h4 = finish((h4 + sum) | 0);
  const first = (h1 + h2 + h3 + h4) | 0;
  out[at] = first;
  out[at + 1] = h2 + first;
}
