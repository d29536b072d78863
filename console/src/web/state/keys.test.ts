import { describe, expect, it } from 'vitest';
import { shortcutOf } from './keys.ts';

const plain = {
  key: 'j',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  defaultPrevented: false,
};

describe('a shortcut', () => {
  it('is a key alone', () => {
    expect(shortcutOf(plain, false, true)).toBe('j');
  });

  it.each([
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { isComposing: true },
    { defaultPrevented: true },
  ])('is none with %j', (more) => {
    expect(shortcutOf({ ...plain, ...more }, false, true)).toBeUndefined();
  });

  it('is none in a field, and where somebody has turned the keys off', () => {
    expect(shortcutOf(plain, true, true)).toBeUndefined();
    expect(shortcutOf(plain, false, false)).toBeUndefined();
  });
});
