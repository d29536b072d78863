const quote = '"';

/** Fields between separators; a backslash takes the meaning of the character behind it. */
export function splitEscaped(text: string, separator: string): string[] {
  if (!text.includes('\\')) return text.split(separator);
  const fields: string[] = [];
  let field = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === separator) {
      fields.push(field);
      field = '';
    } else if (sign === '\\' && at + 1 < text.length) {
      at += 1;
      field += text.charAt(at);
    } else field += sign;
  }
  return [...fields, field];
}

/**
 * Fields of which some stand in quotes; a quote within an unquoted one is a character like others. Undefined where a
 * quoted value doesn't end.
 * @param loose nobody doubled the quotes within quotes: only one before a separator or the line's end closes a value.
 */
export function splitQuoted(text: string, separator: string, loose: boolean): string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; at <= text.length; ) {
    const quoted = text.charAt(at) === quote;
    const end = quoted ? closing(text, at + 1, separator, loose) : text.indexOf(separator, at);
    if (quoted && end < 0) return undefined;
    const stop = end < 0 ? text.length : end;
    const field = text.slice(quoted ? at + 1 : at, stop);
    fields.push(quoted && field.includes(quote) ? field.replaceAll('""', quote) : field);
    at = stop + (quoted ? 2 : 1);
  }
  return fields;
}

/** Where the value's last quote is, -1 where there is none. */
function closing(text: string, from: number, separator: string, loose: boolean): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    const next = text.charAt(at + 1);
    if (next === separator || next === '') return at;
    if (next === quote) at += 1;
    else if (!loose) return -1;
  }
  return -1;
}
