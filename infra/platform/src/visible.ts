/**
 * Text that strangers wrote (carriers' feeds, files, names in them) as people may safely be shown it: whatever would
 * move, hide, reorder or break a line is written out, so that it can't pass for words of ours.
 *
 * The notation is JavaScript's: `\n`, `\r`, `\t`, `\u{1b}`, `\u{202e}`; a backslash itself is `\\`.
 */

/**
 * Control, format and ignorable characters, line and paragraph ends, halves of a surrogate pair: C0, DEL, C1, bidi,
 * zero-width, soft hyphens, variation selectors, tags. U+2800 is a blank that is no space.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;
const unsafeOrBackslash = new RegExp(`\\\\|${hidden.source}`, 'gu');
/** In lines of ours, what ends one is ours. */
const unsafeInLines = new RegExp(`(?!\\n)${hidden.source}`, 'gu');

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const written = (character: string) =>
  short[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** One value, or a message that quotes some, on one line. For values as they came: what is visible already would have its backslashes doubled. */
export function visible(text: string): string {
  return text.replace(unsafeOrBackslash, written);
}

/** A copy of plain data whose every text is `visible`; keys are ours and stay. */
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

/** Lines of ours, on their way out: the second guard, for a value that was put in as it came. */
export function visibleLines(lines: string): string {
  return lines.replace(unsafeInLines, written);
}

const jsonEscape = (character: string) =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** JSON with the same characters as JSON's own escapes: what is parsed stays the same. */
export function visibleJson(json: string): string {
  return json.replace(unsafeInLines, jsonEscape);
}
