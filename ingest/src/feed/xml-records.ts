import { FeedError } from './format.ts';
import type { JsonText } from './json-kept.ts';
import { decode } from './lines.ts';
import { EndFinder, longestPrefix, type RecordEnd } from './xml-record-end.ts';

/** The text of one record's element. `broken` is the reason why it is none. */
export type XmlText = JsonText;

/** No record is longer than this, characters. */
const longestRecord = 1_000_000;
/** No tag, declaration or document type around records is longer than this, characters. */
const longestMarkup = 65_536;
const namesShown = 10;
const startOfTag = new RegExp(`^</?(?:[\\w.-]{1,${longestPrefix}}:)?([A-Za-z_][\\w.-]*)`);

/** The UTF-8 byte-order mark, decoded as Latin-1. */
const byteOrderMark = '\xEF\xBB\xBF';

const tooLong = 'is longer than a record can be';
const endsWithin = 'ends within the record';

/**
 * Reads the elements of one name in a file, whatever is around them. The file may hold one document, or several one
 * after the other. Everything else is skipped, comments and document types included. Entities are never expanded.
 * Text outside of any element is refused. A damaged record costs only itself: the next record's start tag ends it.
 * Memory holds one record. Throws FeedError for a file that has only other elements.
 */
export async function* readXmlRecords(
  raw: AsyncIterable<Buffer>,
  element: string,
  file: string,
): AsyncGenerator<XmlText[]> {
  const splitter = new Splitter(element, file);
  for await (const chunk of raw) {
    const records = splitter.push(chunk);
    if (records.length > 0) yield records;
  }
  yield splitter.end();
}

const endOfText = (text: string) => text.search(/[<\r\n]/);

type State = 'between' | 'long text' | 'comment' | 'record' | 'too long';

class Splitter {
  readonly #element: string;
  readonly #file: string;
  readonly #end: EndFinder;
  /**
   * The bytes decoded as Latin-1, from the beginning of what is being read. A record is decoded properly once it is
   * complete.
   */
  #text = '';
  #line = 1;
  #afterCr = false;
  #state: State = 'between';
  /** How many other elements are open around the current position. */
  #depth = 0;
  #commentLine = 0;
  #decode = decode;
  readonly #others = new Set<string>();
  /** How many other elements have begun. A file without records may have one, around none of them. */
  #othersBegun = 0;
  #any = false;
  #found: XmlText[] = [];

  constructor(element: string, file: string) {
    this.#element = element;
    this.#file = file;
    this.#end = new EndFinder(element);
  }

  push(chunk: Buffer): XmlText[] {
    this.#found = [];
    this.#text += chunk.toString('latin1');
    this.#scan(false);
    return this.#found;
  }

  end(): XmlText[] {
    this.#found = [];
    this.#scan(true);
    if (!this.#any && this.#othersBegun > 1) {
      const names = [...this.#others].map((name) => `<${name}>`).join(', ');
      throw new FeedError(
        `${this.#file} has no element <${this.#element}>, which a record must be; it has ${names}`,
      );
    }
    return this.#found;
  }

  #scan(last: boolean): void {
    const steps = {
      between: () => this.#between(last),
      'long text': () => this.#longText(),
      comment: () => this.#comment(last),
      record: () => this.#record(last),
      'too long': () => this.#record(last),
    };
    while (this.#text !== '' && steps[this.#state]()) {
      // Each step drops some text, or waits for more.
    }
    if (last && this.#state === 'comment')
      this.#found.push({ line: this.#commentLine, text: '', broken: 'has a comment that does not end' });
  }

  /** Drops the first characters of the text, and counts their lines. */
  #drop(length: number): string {
    const taken = this.#text.slice(0, length);
    this.#text = this.#text.slice(length);
    const counted = this.#afterCr && taken.startsWith('\n') ? taken.slice(1) : taken;
    this.#line += counted.match(/\r\n|\r|\n/g)?.length ?? 0;
    if (taken !== '') this.#afterCr = taken.endsWith('\r');
    return taken;
  }

  #give(length: number, broken?: string): void {
    const line = this.#line;
    const bytes = Buffer.from(this.#drop(length).slice(0, longestRecord), 'latin1');
    const text = this.#decode(bytes);
    this.#found.push(broken === undefined ? { line, text } : { line, text: text.trimEnd(), broken });
  }

  /** Drops text between records. Text outside of any element is refused; text inside other elements is ignored. */
  #aside(length: number): void {
    const blank = this.#depth > 0 || this.#text.slice(0, length).replace(byteOrderMark, '').trim() === '';
    if (blank) this.#drop(length);
    else this.#give(length, length > longestRecord ? tooLong : 'is no XML');
  }

  #between(last: boolean): boolean {
    return this.#text.startsWith('<') ? this.#markup(last) : this.#plain(last);
  }

  /** Handles text up to the end of its line or the next tag. Its first character may be a `<` that begins no tag. */
  #plain(last: boolean): boolean {
    const next = endOfText(this.#text.slice(1));
    if (/^[\r\n]/.test(this.#text)) this.#drop(1);
    else if (next >= 0) this.#aside(next + 1);
    else if (last || this.#depth > 0) this.#aside(this.#text.length);
    else if (this.#text.length <= longestRecord) return false;
    else {
      this.#give(this.#text.length, tooLong);
      this.#state = 'long text';
    }
    return true;
  }

  #longText(): boolean {
    const end = endOfText(this.#text);
    this.#drop(end < 0 ? this.#text.length : end);
    if (end >= 0) this.#state = 'between';
    return true;
  }

  #markup(last: boolean): boolean {
    const text = this.#text;
    if (text.startsWith('<!--')) {
      this.#commentLine = this.#line;
      this.#drop(4);
      this.#state = 'comment';
      return true;
    }
    if (text.startsWith('<?')) return this.#declaration(last);
    if (text.startsWith('<!D'))
      return this.#passed(/^<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>/i, last) !== undefined;
    if (!last && text.length < 4) return false;
    return this.#tag(last);
  }

  /**
   * Drops and returns what the expression matches. '' where it does not match, undefined where more text may make it
   * match.
   */
  #passed(expression: RegExp, last: boolean): string | undefined {
    const found = expression.exec(this.#text.slice(0, longestMarkup))?.[0];
    if (found !== undefined) return this.#drop(found.length);
    if (!last && this.#text.length < longestMarkup) return undefined;
    return this.#plain(last) ? '' : undefined;
  }

  #declaration(last: boolean): boolean {
    const found = this.#passed(/^<\?[^>]*?\?>/, last);
    if (found === undefined) return false;
    if (!/^<\?xml\s/.test(found)) return true;
    this.#depth = 0;
    const encoding = /\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(found)?.[1] ?? 'UTF-8';
    // UTF-16 was recognised by its bytes, and the text is UTF-8 by now.
    this.#decode = /^(?:UTF-?(?:8|16).*|US-ASCII)$/i.test(encoding)
      ? decode
      : decoderOf(encoding, this.#file);
    return true;
  }

  #tag(last: boolean): boolean {
    const name = startOfTag.exec(this.#text.slice(0, longestMarkup));
    if (name === null) return this.#plain(last);
    const isWhole = name[0].length < this.#text.length || last;
    if (!isWhole && this.#text.length < longestMarkup) return false;
    const isEnd = this.#text.startsWith('</');
    if (name[1] === this.#element && /^[\s/>]/.test(this.#text.slice(name[0].length))) {
      this.#any = true;
      if (isEnd) return this.#strayEnd(last);
      this.#state = 'record';
      this.#end.begin(name[0].length);
      return true;
    }
    const found = this.#passed(/^<[^<>]*>/, last);
    if (found === undefined) return false;
    if (found === '') return true;
    if (this.#others.size < namesShown) this.#others.add(name[1] ?? '');
    if (isEnd) this.#depth = Math.max(0, this.#depth - 1);
    else {
      this.#othersBegun += 1;
      if (!found.endsWith('/>')) this.#depth += 1;
    }
    return true;
  }

  /** Refuses an end tag without a start tag: the beginning of that record was damaged. */
  #strayEnd(last: boolean): boolean {
    const text = this.#text.slice(0, longestMarkup);
    const close = text.indexOf('>');
    if (close < 0 && !last && text.length < longestMarkup) return false;
    this.#give(close < 0 ? text.length : close + 1, 'is the end of a record without its beginning');
    return true;
  }

  #comment(last: boolean): boolean {
    const end = this.#text.indexOf('-->');
    if (end >= 0) {
      this.#drop(end + 3);
      this.#state = 'between';
      return true;
    }
    this.#drop(last ? this.#text.length : Math.max(0, this.#text.length - 2));
    return false;
  }

  #record(last: boolean): boolean {
    const end = this.#end.find(this.#text, last);
    if (end !== undefined) return this.#close(end);
    if (this.#text.length > longestRecord + longestMarkup) this.#overflow();
    return false;
  }

  #close({ length, cutOff }: RecordEnd): boolean {
    const broken = length > longestRecord ? tooLong : cutOff ? endsWithin : undefined;
    if (this.#state === 'too long') this.#drop(length);
    else this.#give(length, broken);
    this.#state = 'between';
    return true;
  }

  #overflow(): void {
    const length = this.#end.forget();
    const rest = this.#text.slice(length);
    if (this.#state === 'record') this.#give(length, tooLong);
    else this.#drop(length);
    this.#text = rest;
    this.#state = 'too long';
  }
}

function decoderOf(encoding: string, file: string): (bytes: Buffer) => string {
  try {
    const decoder = new TextDecoder(encoding);
    return (bytes) => decoder.decode(bytes);
  } catch {
    throw new FeedError(
      `${file} says that its text is in '${encoding}', which is not known: save it as UTF-8`,
    );
  }
}
