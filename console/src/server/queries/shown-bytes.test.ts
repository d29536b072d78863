import { describe, expect, it } from 'vitest';
import { mostShown, shownBytes, withoutNumbers } from './shown-bytes.ts';

const text = (bytes: string | Buffer, inFull = false) => shownBytes(Buffer.from(bytes), inFull).text;

describe('bytes of a dead letter', () => {
  it('show no number, however its digits are separated, in the text or in hex', () => {
    for (const number of ['12025550123', '+1 (202) 555-0123', '1.202.555.0123', '１２０２５５５０１２３'])
      expect(text(`to ${number}, ok`), number).toMatch(/^to [+#() .-]+, ok$/);
    const wide = Buffer.from('12025550123', 'utf16le');
    expect(text(wide)).toMatch(/^(#\\u\{0\})+$/);
    const { hex } = shownBytes(Buffer.from('x12025550123'), false);
    expect(hex).toEqual(['78 ## ## ## ## ## ## ## ## ## ## ##']);
    // Two numbers side by side are no single one of which the end alone would be hidden.
    expect(text('12025550123,13125550188')).not.toMatch(/\d/);
  });

  it('show no token: it holds the called number in base64', () => {
    const payload = Buffer.from('{"dest":{"tn":["12025550123"]}}').toString('base64url');
    // A length that looks like a letter may stand before the token.
    const bytes = Buffer.from(`AeyJhbGciOiJFUzI1NiJ9.${payload}.${'s'.repeat(86)};info=<x>`);
    const shown = shownBytes(bytes, false);
    expect(shown.text).toMatch(/^A#+;info=<x>$/);
    expect(Buffer.from(shown.hex.join('').replaceAll(/[ #]/g, ''), 'hex').toString()).toBe('A;info=<x>');
    expect(shownBytes(bytes, true).text).toContain(payload);
  });

  it('show short numbers, and all of them in full where that is asked for', () => {
    expect(text('code 486, 12 s')).toBe('code 486, 12 s');
    expect(text('12025550123', true)).toBe('12025550123');
  });

  it('show what is no text, and nothing that moves or hides text', () => {
    expect(text(Buffer.from([0x41, 0xff, 0xc3, 0x28]))).toBe('A\\xff\\xc3(');
    expect(text('a\u202eb\u001b[2J\n')).toBe('a\\u{202e}b\\u{1b}[2J\\n');
    // Cut within a character, and a byte order mark.
    expect(text(Buffer.from('é').subarray(0, 1))).toBe('\\xc3');
    expect(text('\ufeffa')).toBe('\\u{feff}a');
  });

  it('are cut, and say so', () => {
    const shown = shownBytes(Buffer.alloc(mostShown + 10, 'x'), false);
    expect(shown).toMatchObject({ bytes: mostShown + 10, shown: mostShown });
    expect(shown.hex).toHaveLength(mostShown / 16);
    expect(shownBytes(Buffer.alloc(0), false)).toEqual({ bytes: 0, shown: 0, text: '', hex: [] });
  });
});

it('texts lose the digits of numbers', () => {
  expect(withoutNumbers('call-12025550123-7')).toBe('call-###########-#');
  expect(withoutNumbers('2026-03')).toBe('2026-03');
  for (const number of ['+1 (202) 555-0123', '202.555.0123', '1 202 555 0123'])
    expect(withoutNumbers(`'${number}' is no number`)).toMatch(/^'[+#() .-]+' is no number$/);
  expect(withoutNumbers('start_time 2026-03-03T18:59:09.110Z is ahead')).toContain(
    '2026-03-03T18:59:09.110Z',
  );
});
