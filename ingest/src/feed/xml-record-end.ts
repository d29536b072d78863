/**
 * Where a record's element ends, in characters from the beginning of the text. `cutOff`: the record is damaged, and
 * something else begins there.
 */
export interface RecordEnd {
  readonly length: number;
  readonly cutOff: boolean;
}

/** Most characters of a name's prefix. */
export const longestPrefix = 64;
/** No other delimiter is longer, such as `<![CDATA[` and `<?xml `. */
const longestOpening = 16;
/** A comment longer than this, in characters, is not read as one. */
const longestAside = 1_000_000;

/**
 * Finds the end of a record's element, in a text that grows at its end. A record that is cut off ends where the next
 * record's start tag or another document begins.
 * Tags inside comments and character data (CDATA) do not count. A comment or CDATA section that does not end, or in
 * which another one begins, is damaged. Then only its opening is skipped.
 */
export class EndFinder {
  /**
   * Matches what can end a record: its end tag, the next record's start tag (group 1 is empty), another document, a
   * comment or CDATA.
   */
  readonly #delimiter: RegExp;
  readonly #longestDelimiter: number;
  /** The offset up to which the text was searched. */
  #at = 0;
  /** The quote that is open in the start tag; '' where none is. */
  #quote = '';
  /** Whether the search is still inside the start tag. */
  #inTag = false;

  constructor(element: string) {
    const name = element.replace(/[.\\-]/g, '\\$&');
    this.#delimiter = new RegExp(
      `<\\?xml\\s|<!--|<!\\[CDATA\\[|<(/?)(?:[\\w.-]{1,${longestPrefix}}:)?${name}(?=[\\s/>])`,
      'g',
    );
    this.#longestDelimiter = longestPrefix + element.length + longestOpening;
  }

  /** To be called where a record begins. `at` is the offset after the name in its start tag. */
  begin(at: number): void {
    this.#at = at;
    this.#inTag = true;
    this.#quote = '';
  }

  /** Drops the text that was searched. Returns its length. */
  forget(): number {
    const length = this.#at;
    this.#at = 0;
    return length;
  }

  /** The record's end. Undefined where it has not come yet. With `last`, no more text comes. */
  find(text: string, last: boolean): RecordEnd | undefined {
    if (this.#inTag && this.#startTag(text)) return { length: this.#at + 1, cutOff: false };
    const end = this.#inTag ? undefined : this.#content(text, last);
    return end ?? (last ? { length: text.length, cutOff: true } : undefined);
  }

  /** Looks for the end of the start tag. True where the tag is the whole record (`<cdr/>`). */
  #startTag(text: string): boolean {
    for (; this.#at < text.length && this.#inTag; this.#at += 1) {
      const character = text.charAt(this.#at);
      if (character === '<' || (character === '>' && this.#quote === '')) this.#inTag = false;
      else if (this.#quote === '' && (character === '"' || character === "'")) this.#quote = character;
      else if (character === this.#quote) this.#quote = '';
    }
    if (this.#inTag) return false;
    // A `<` inside the start tag begins something else.
    this.#at -= 1;
    return text.startsWith('/>', this.#at - 1);
  }

  #content(text: string, last: boolean): RecordEnd | undefined {
    for (;;) {
      this.#delimiter.lastIndex = this.#at;
      const found = this.#delimiter.exec(text);
      if (found === null) {
        this.#at = Math.max(this.#at, text.length - this.#longestDelimiter);
        return undefined;
      }
      const { index } = found;
      const [opening] = found;
      this.#at = index;
      if (opening.startsWith('<!')) {
        const behind = behindAside(text, index, opening, last);
        if (behind === undefined) return undefined;
        this.#at = behind;
      } else if (found[1] === '/') {
        const close = text.indexOf('>', index);
        return close < 0 ? undefined : { length: close + 1, cutOff: false };
      } else return { length: index, cutOff: true };
    }
  }
}

/** The offset after a comment or CDATA section. Undefined where its end has not come yet. */
function behindAside(text: string, index: number, opening: string, last: boolean): number | undefined {
  const start = index + opening.length;
  const closing = opening === '<!--' ? '-->' : ']]>';
  const close = text.indexOf(closing, start);
  const again = text.slice(start, close < 0 ? text.length : close).includes(opening);
  if (again) return start;
  if (close >= 0) return close + closing.length;
  return last || text.length - index > longestAside ? start : undefined;
}
