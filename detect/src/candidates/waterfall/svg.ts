/** Pieces of SVG text. Foreign text must be `visible` before it comes here; what XML itself reserves is escaped here. */

const reserved: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // No XML document may hold these two, in whatever form.
  '\ufffe': '\\u{fffe}',
  '\uffff': '\\u{ffff}',
};

/** Text as XML: the content of an element, or an attribute's value. */
export const escaped = (text: string) =>
  text.replace(/[&<>"'\ufffe\uffff]/g, (character) => reserved[character] ?? character);

export type Attributes = Readonly<Record<string, string | number>>;

/** Tenths of a pixel are enough, and give the same text on every machine. */
const attribute = (value: string | number) =>
  typeof value === 'string' ? escaped(value) : String(Math.round(value * 10) / 10);

/** An element. `content` is markup: elements, or `escaped` text. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const start = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(value)}"`)];
  return content.length === 0 ? `<${start.join(' ')}/>` : `<${start.join(' ')}>${content.join('')}</${name}>`;
}

/** Part of the font size that a character takes at most, by DejaVu Sans, the widest of the usual fonts. */
function widthOf(character: string): number {
  if (/[ijlI.,:;'|!()[\]{}/\\]/.test(character)) return 0.4;
  if (/[mwMW@%+<>=~]/.test(character)) return 0.99;
  if (/[A-Z]/.test(character)) return 0.76;
  if (character === ' ') return 0.32;
  return character < '\u0250' ? 0.64 : 1.1;
}

/** Width of a text at most, as a multiple of its font size. */
export const widthOfText = (text: string) =>
  [...text].reduce((sum, character) => sum + widthOf(character), 0);

/** Pieces of a word that is longer than a line. */
function cut(word: string, width: number): string[] {
  const pieces = [''];
  let room = width;
  for (const character of word) {
    room -= widthOf(character);
    if (room < 0) {
      pieces.push('');
      room = width - widthOf(character);
    }
    pieces.push(`${pieces.pop()}${character}`);
  }
  return pieces;
}

/** Lines of at most `px` pixels. A browser does not break lines of SVG text, so the widths are estimated here. */
export function linesOf(text: string, px: number, fontSize: number): string[] {
  const width = px / fontSize;
  const lines: string[] = [];
  for (const word of text.split(' ').flatMap((each) => cut(each, width))) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || widthOfText(longer) > width) lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}
