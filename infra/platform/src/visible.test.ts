import { describe, expect, it } from 'vitest';
import { visible, visibleIn, visibleJson, visibleLines } from './visible.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
/** Characters that could deceive a terminal or a reader. */
const codes = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  ...[0xad, 0x034f, 0x061c, 0x115f, 0x1160, 0x180e, 0x2800, 0x3164, 0xfeff, 0xffa0],
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202e),
  ...range(0x2060, 0x206f),
  ...range(0xfe00, 0xfe0f),
  ...range(0xfff9, 0xfffb),
  ...[0xd800, 0xdbff, 0xdc00, 0xdfff],
  ...[0x1d173, 0x1bca0],
  ...range(0xe0000, 0xe007f),
  ...range(0xe0100, 0xe01ef),
];
const raw = /[^\P{C}\p{Co}\p{Cn}]|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}|\u2800/u;

describe('foreign text', () => {
  it('has escapes for all characters that hide, move, reorder or break text', () => {
    for (const code of codes) {
      const text = `a${String.fromCodePoint(code)}b`;
      const shown = visible(text);
      expect(shown, code.toString(16)).toMatch(/^a\\(?:n|r|t|u\{[0-9a-f]+\})b$/);
      expect(shown).not.toMatch(raw);
    }
  });

  it.each([
    ['x\nAsk next: northstar\n\u001b[2JOrigin.', 'x\\nAsk next: northstar\\n\\u{1b}[2JOrigin.'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['\u202eevil', '\\u{202e}evil'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['half \ud83d and whole 😀', 'half \\u{d83d} and whole 😀'],
    ['literal \\n', 'literal \\\\n'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it.each(['', 'northstar', 'José Łódź', '☎ 株式会社', 'שלום', 'مرحبا', 'é', '+1 (202) 555-0123', '→ └─'])(
    'leaves %j as it is',
    (text) => {
      for (const show of [visible, visibleLines, visibleJson]) expect(show(text)).toBe(text);
    },
  );

  it('differs from text that contains such an escape', () => {
    const texts = ['\n', '\\n', '\\\\n', '\u001b', '\\u{1b}', '\\\n'];
    expect(new Set(texts.map(visible)).size).toBe(texts.length);
  });
});

it('makes every text in a copy of a value visible, at any depth; the value itself does not change', () => {
  const value = { name: 'a\nb', deep: [{ list: ['\u202e', 1, null, undefined, true] }], n: Number.NaN };
  expect(visibleIn(value)).toEqual({
    name: 'a\\nb',
    deep: [{ list: ['\\u{202e}', 1, null, undefined, true] }],
    n: Number.NaN,
  });
  expect(value.name).toBe('a\nb');
});

it('keeps line ends and backslashes in our own text', () => {
  expect(visibleLines('one\\\ntwo\r\u001b[2J')).toBe('one\\\ntwo\\r\\u{1b}[2J');
});

it('JSON has the same value, with no hidden characters in it', () => {
  const value = { text: codes.map((code) => String.fromCodePoint(code)).join('-'), plain: 'é 😀 \\ "' };
  const json = visibleJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(json)).toEqual(value);
  expect(json.replaceAll('\n', '')).not.toMatch(raw);
  expect(json.split('\n')).toHaveLength(4);
});
