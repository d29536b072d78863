const hexDigits = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit += 1) hexDigits[digit.toString(16).charCodeAt(0)] = digit;

const dash = 45;
const length = 36;

/** The value of four lower-case hexadecimal digits. Below 0 where one is no such digit. */
function quad(view: DataView, at: number): number {
  const a = hexDigits[view.getUint8(at)] ?? -1;
  const b = hexDigits[view.getUint8(at + 1)] ?? -1;
  const c = hexDigits[view.getUint8(at + 2)] ?? -1;
  const d = hexDigits[view.getUint8(at + 3)] ?? -1;
  return (a << 12) | (b << 8) | (c << 4) | d;
}

/**
 * Reads a UUID in canonical form (8-4-4-4-12 digits, lower case) into four words of `words` from `at` on, in the order
 * in which ClickHouse stores them. False where the bytes are anything else.
 */
export function readUuid(
  view: DataView,
  start: number,
  end: number,
  words: Uint32Array,
  at: number,
): boolean {
  if (end - start !== length) return false;
  for (const offset of [8, 13, 18, 23]) if (view.getUint8(start + offset) !== dash) return false;
  const a = quad(view, start);
  const b = quad(view, start + 4);
  const c = quad(view, start + 9);
  const d = quad(view, start + 14);
  const e = quad(view, start + 19);
  const f = quad(view, start + 24);
  const g = quad(view, start + 28);
  const h = quad(view, start + 32);
  words[at] = (c << 16) | d;
  words[at + 1] = (a << 16) | b;
  words[at + 2] = (g << 16) | h;
  words[at + 3] = (e << 16) | f;
  // A digit that is not hexadecimal reads as -1, and the sign bit stays through every `|`. So one bad digit makes the
  // whole negative.
  return (a | b | c | d | e | f | g | h) >= 0;
}
