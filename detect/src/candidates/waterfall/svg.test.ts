import { describe, expect, it } from 'vitest';
import { element, escaped, linesOf } from './svg.ts';

describe('text as XML', () => {
  it.each([
    [`<b a="1" c='2'>&amp;`, '&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;'],
    ['a\ufffeb\uffffc', 'a\\u{fffe}b\\u{ffff}c'],
    ['Größe 通信 😀', 'Größe 通信 😀'],
  ])('%j', (text, xml) => expect(escaped(text)).toBe(xml));
});

describe('an element', () => {
  it('has its attributes escaped, and numbers in tenths', () => {
    expect(element('text', { x: 1.26, y: -0.04, class: '"<' })).toBe(
      '<text x="1.3" y="0" class="&quot;&lt;"/>',
    );
  });

  it('holds markup as it is given', () => {
    expect(element('g', {}, '<a/>', escaped('<'))).toBe('<g><a/>&lt;</g>');
  });
});

describe('lines of a text', () => {
  it('are broken between words', () => {
    expect(linesOf('one two three four', 60, 12)).toEqual(['one two', 'three', 'four']);
  });

  it('are broken within a word that is longer than a line', () => {
    expect(linesOf('ab xxxxxxxxxxxx', 33, 12)).toEqual(['ab', 'xxxx', 'xxxx', 'xxxx']);
  });

  it.each(['', 'a', 'WWWW iiii', 'two  spaces', `${'y'.repeat(500)} z`, '😀'.repeat(40), '通信'.repeat(30)])(
    'hold all of %j, and no half of a character',
    (text) => {
      const lines = linesOf(text, 100, 12);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) expect(line.isWellFormed()).toBe(true);
    },
  );

  it('give wide letters more room', () => {
    const lines = (letter: string) => linesOf(letter.repeat(60), 100, 12).length;
    expect(lines('W')).toBeGreaterThan(lines('e'));
    expect(lines('e')).toBeGreaterThan(lines('i'));
  });
});
