/**
 * Makes foreign text (from carriers' feeds and files) safe to show. Characters that move the cursor, hide or reorder
 * text, or break a line are written as escapes. So foreign text can't be mistaken for text of Ringtrace.
 *
 * The notation is JavaScript's: `\n`, `\r`, `\t`, `\u{1b}`, `\u{202e}`; a backslash itself is `\\`.
 */

/**
 * Control, format and ignorable characters, line and paragraph ends, halves of a surrogate pair: C0, DEL, C1, bidi,
 * zero-width, soft hyphens, variation selectors, tags. U+2800 is an empty braille pattern, which looks like a space.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;
const unsafeOrBackslash = new RegExp(`\\\\|${hidden.source}`, 'gu');
/** The same without 
, for text in which we end the lines ourselves. */
const unsafeInLines = new RegExp(`(?!\\n)${hidden.source}`, 'gu');

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const written = (character: string) =>
  short[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/**
 * One foreign value, or a message that quotes such values, on one line. Apply it once only: backslashes would be
 * doubled.
 */
export function visible(text: string): string {
  return text.replace(unsafeOrBackslash, written);
}

/** A copy of plain data in which every text is `visible`; keys are not changed. */
export function visibleIn<T extends object>(data: T): T {
  const copy = structuredClone(data);
  makeVisible(copy);
  return copy;
}

function makeVisible(data: object): void {
  for (const key of Object.keys(data)) {
    const value: unknown = Reflect.get(data, key);
    if (typeof value === 'string') Reflect.set(data, key, visible(value));
    else if (typeof value === 'object' && value !== null) makeVisible(value);
  }
}

/** Escapes lines just before they are written, as a second safeguard in case a value was not made `visible`. */
export function visibleLines(lines: string): string {
  return lines.replace(unsafeInLines, written);
}

const jsonEscape = (character: string) =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** Writes those characters as JSON escapes in a JSON text. The parsed value stays the same. */
export function visibleJson(json: string): string {
  return json.replace(unsafeInLines, jsonEscape);
}
