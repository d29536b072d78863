/** Where a record's element ends, in characters; `cutOff`: something else begins there. */
export interface RecordEnd {
  readonly length: number;
  readonly cutOff: boolean;
}

/** Characters of a name's prefix, at most. */
export const longestPrefix = 64;
/** Longer than any other mark: `<![CDATA[`, `<?xml `. */
const longestOpening = 16;
/** Characters; a comment that goes on for longer is none. */
const longestAside = 1_000_000;

/**
 * Finds where a record's element ends, in text that grows at its end. The next record's start tag, or the beginning of
 * another document, ends one that is cut off. What stands in comments and in character data (CDATA) is no tag. Where
 * these don't end, or another of the kind begins first, they are damaged, and only their opening is passed over.
 */
export class EndFinder {
  /** A record's start (group 1 empty) or end, the beginning of another document, a comment or character data. */
  readonly #mark: RegExp;
  readonly #longestMark: number;
  /** Up to where the text was looked through, the quote open there, and whether the start tag is over. */
  #at = 0;
  #quote = '';
  #inTag = false;

  constructor(element: string) {
    const name = element.replace(/[.\\-]/g, '\\$&');
    this.#mark = new RegExp(
      `<\\?xml\\s|<!--|<!\\[CDATA\\[|<(/?)(?:[\\w.-]{1,${longestPrefix}}:)?${name}(?=[\\s/>])`,
      'g',
    );
    this.#longestMark = longestPrefix + element.length + longestOpening;
  }

  /** A record begins: `at` is behind its name in the start tag. */
  begin(at: number): void {
    this.#at = at;
    this.#inTag = true;
    this.#quote = '';
  }

  /** Takes away from the text what was looked through, and gives its length. */
  forget(): number {
    const length = this.#at;
    this.#at = 0;
    return length;
  }

  /** Undefined where the end is to come; `last`: no more comes. */
  find(text: string, last: boolean): RecordEnd | undefined {
    if (this.#inTag && this.#startTag(text)) return { length: this.#at + 1, cutOff: false };
    const end = this.#inTag ? undefined : this.#content(text, last);
    return end ?? (last ? { length: text.length, cutOff: true } : undefined);
  }

  /** Looks for the end of the start tag; true where the record is that tag alone. */
  #startTag(text: string): boolean {
    for (; this.#at < text.length && this.#inTag; this.#at += 1) {
      const sign = text.charAt(this.#at);
      if (sign === '<' || (sign === '>' && this.#quote === '')) this.#inTag = false;
      else if (this.#quote === '' && (sign === '"' || sign === "'")) this.#quote = sign;
      else if (sign === this.#quote) this.#quote = '';
    }
    if (this.#inTag) return false;
    // A `<` is the beginning of something else.
    this.#at -= 1;
    return text.startsWith('/>', this.#at - 1);
  }

  #content(text: string, last: boolean): RecordEnd | undefined {
    for (;;) {
      this.#mark.lastIndex = this.#at;
      const mark = this.#mark.exec(text);
      if (mark === null) {
        this.#at = Math.max(this.#at, text.length - this.#longestMark);
        return undefined;
      }
      const { index } = mark;
      const [opening] = mark;
      this.#at = index;
      if (opening.startsWith('<!')) {
        const behind = behindAside(text, index, opening, last);
        if (behind === undefined) return undefined;
        this.#at = behind;
      } else if (mark[1] === '/') {
        const close = text.indexOf('>', index);
        return close < 0 ? undefined : { length: close + 1, cutOff: false };
      } else return { length: index, cutOff: true };
    }
  }
}

/** Where to go on behind a comment or character data; undefined where their end is to come. */
function behindAside(text: string, index: number, opening: string, last: boolean): number | undefined {
  const start = index + opening.length;
  const closing = opening === '<!--' ? '-->' : ']]>';
  const close = text.indexOf(closing, start);
  const again = text.slice(start, close < 0 ? text.length : close).includes(opening);
  if (again) return start;
  if (close >= 0) return close + closing.length;
  return last || text.length - index > longestAside ? start : undefined;
}
