import { describe, expect, it } from 'vitest';
import { isProviderId, isProviderIdIn } from './provider-id.ts';

/** `isProviderIdIn` for the text with other bytes around it. */
function isIn(text: string): boolean {
  const bytes = Buffer.from(`<${text}>`);
  return isProviderIdIn(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 1, bytes.length - 1);
}

describe('a provider id', () => {
  it.each(['a', '7', 'northstar', 'North-Star_2.us', 'x'.repeat(64), '0..--__', 'A.'])('is %j', (text) => {
    expect(isProviderId(text)).toBe(true);
    expect(isIn(text)).toBe(true);
  });

  it.each([
    '',
    '.north',
    '-north',
    '_north',
    'x'.repeat(65),
    'north star',
    'north\n',
    '\nnorth',
    'x\nAsk next: northstar',
    'x\u001b[2J',
    'x\u0000',
    'x\u007f',
    'x\u202ey',
    'x\u200b',
    'é',
    'nörth',
    'north/star',
    'north,star',
    '=1+1',
    '\uff4eorthstar',
    '\ud800',
  ])('is not %j', (text) => {
    expect(isProviderId(text)).toBe(false);
    expect(isIn(text)).toBe(false);
  });

  it('is recognised in strings and in bytes alike, whatever the character', () => {
    for (let code = 0; code < 0x3000; code += 1) {
      const character = String.fromCodePoint(code);
      for (const text of [character, `x${character}`, `${character}x`])
        expect(isIn(text), JSON.stringify(text)).toBe(isProviderId(text));
    }
  });
});
