const quote = '"';

/** Splits a line at the separators. A backslash makes the next character an ordinary one. */
export function splitEscaped(text: string, separator: string): string[] {
  if (!text.includes('\\')) return text.split(separator);
  const fields: string[] = [];
  let field = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === separator) {
      fields.push(field);
      field = '';
    } else if (character === '\\' && at + 1 < text.length) {
      at += 1;
      field += text.charAt(at);
    } else field += character;
  }
  return [...fields, field];
}

/**
 * Splits a line in which some fields are quoted. A quote that does not begin a field is an ordinary character, so
 * `"Doe, John" <100>` is one field. Undefined where a quote at a field's beginning does not end.
 * @param loose quotes inside quotes were not doubled: only a quote before a separator or the line's end closes the
 * field.
 */
export function splitQuoted(text: string, separator: string, loose: boolean): string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; at <= text.length; ) {
    at = quoteBehindBlanks(text, at);
    const close = text.charAt(at) === quote ? closing(text, at + 1, separator, loose) : at;
    if (close < 0) return undefined;
    const next = text.indexOf(separator, close);
    const stop = next < 0 ? text.length : next;
    const isQuoted = close > at && close + 1 === stop;
    const field = isQuoted ? text.slice(at + 1, close) : text.slice(at, stop);
    fields.push(isQuoted && field.includes(quote) ? field.replaceAll('""', quote) : field);
    at = stop + 1;
  }
  return fields;
}

/**
 * The offset of the value whose quote does not end. Undefined where all quotes end. Reading starts at `from`, where
 * some value must begin.
 */
export function openValue(text: string, separator: string, loose: boolean, from: number): number | undefined {
  for (let at = from; at <= text.length; ) {
    const open = quoteBehindBlanks(text, at);
    const close = text.charAt(open) === quote ? closing(text, open + 1, separator, loose) : open;
    if (close < 0) return at;
    const next = text.indexOf(separator, close);
    at = next < 0 ? text.length + 1 : next + 1;
  }
  return undefined;
}

/** The offset of a quote after blanks, or `from`. Some templates write `"a", "b"`. */
function quoteBehindBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ') at += 1;
  return text.charAt(at) === quote ? at : from;
}

/** The offset of the quote that closes a value; -1 where there is none. */
function closing(text: string, from: number, separator: string, loose: boolean): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    const next = text.charAt(at + 1);
    if (next === separator || next === '') return at;
    if (next === quote) at += 1;
    else if (!loose) return at;
  }
  return -1;
}

/**
 * Where the line ends of a row are. `no`: one is outside of quotes. `fields`: all are inside quoted values. `all`: the
 * same, and no quote is an ordinary character.
 */
export function lineEndsIn(text: string, separator: string, loose: boolean): 'no' | 'fields' | 'all' {
  let found: 'fields' | 'all' = 'all';
  for (let at = 0; at <= text.length; ) {
    const open = quoteBehindBlanks(text, at);
    const close = text.charAt(open) === quote ? closing(text, open + 1, separator, loose) : -1;
    const next = text.indexOf(separator, Math.max(close, at));
    const stop = next < 0 ? text.length : next;
    if (close < 0 || close + 1 !== stop) {
      const plain = text.slice(at, stop);
      if (plain.includes('\n')) return 'no';
      if (plain.includes(quote)) found = 'fields';
    }
    at = stop + 1;
  }
  return found;
}
