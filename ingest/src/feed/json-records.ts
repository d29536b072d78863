import { createKept, type JsonText } from './json-kept.ts';

/**
 * The objects of a file: one, several one after the other, or arrays of them, on however many lines. With `list`, an
 * object with an array under that key is a page, and the objects in that array are the records. What is no JSON costs
 * itself alone: a string that the line's end cuts off, or an object where none can begin, ends a record. Holds one.
 */
export async function* readJsonRecords(
  source: AsyncIterable<Buffer>,
  list?: string,
): AsyncIterable<JsonText[]> {
  const splitter = createSplitter(list);
  for await (const chunk of source) {
    const records = splitter.push(chunk);
    if (records.length > 0) yield records;
  }
  yield splitter.end();
}

/**
 * What an open bracket or brace is: of a list of records, of a record, of a page around a list, of something else in
 * a page.
 */
type Role = 'list' | 'record' | 'page' | 'aside';

const longestKey = 64;
/** Brackets and braces open at once: more is no CDR's, and would take memory without end. */
const deepest = 100;

const noJson = 'is not JSON';
const cutOff = 'ends within a value';
const tooDeep = `is nested more than ${deepest} levels deep`;

const byte = (sign: string) => sign.charCodeAt(0);
const quote = byte('"');
const backslash = byte('\\');
const comma = byte(',');
const colon = byte(':');
const brace = { open: byte('{'), close: byte('}') };
const bracket = { open: byte('['), close: byte(']') };
const lf = byte('\n');
const cr = byte('\r');
const blanks: readonly number[] = [byte(' '), byte('\t'), lf, cr, 0xef, 0xbb, 0xbf];

function createSplitter(list: string | undefined) {
  const open: { role: Role; brace: boolean }[] = [];
  const kept = createKept();
  let found: JsonText[] = [];
  let line = 1;
  let lastByte = 0;
  /** The last byte that is neither blank nor in a string. */
  let lastSign = 0;
  let string: 'none' | 'open' | 'escape' = 'none';
  let lastString = '';
  /** Between records, and none. */
  let junk = false;
  /** What is wrong with the record though it may be whole. */
  let fault: string | undefined;

  const role = (): Role => open.at(-1)?.role ?? 'list';

  function finish(at: number, broken?: string): void {
    found.push(kept.take(at, fault ?? broken));
    fault = undefined;
    leave();
    junk = false;
  }

  function leave(): void {
    while (role() === 'record') open.pop();
    string = 'none';
  }

  function begin(at: number): void {
    kept.begin(at, line);
    junk = true;
  }

  function opening(sign: number, at: number): void {
    const isBrace = sign === brace.open;
    const isList = !isBrace && lastSign === colon && lastString === list;
    const now = role();
    if (open.length >= deepest) fault = tooDeep;
    // A record is read to its end; around one, what is left of the line is lost, as there is no telling what it is.
    if (open.length >= deepest && now !== 'record') begin(at);
    else if (now === 'list') {
      if (isBrace) kept.begin(at, line);
      open.push({ role: isBrace ? 'record' : 'list', brace: isBrace });
    } else if (isList && (now === 'page' || (now === 'record' && (open.at(-2)?.role ?? 'list') === 'list'))) {
      kept.drop();
      fault = undefined;
      open.splice(-1, 1, { role: 'page', brace: true });
      open.push({ role: 'list', brace: false });
    } else open.push({ role: now === 'record' ? 'record' : 'aside', brace: isBrace });
  }

  /** Whether JSON may go on with an object or array here. */
  function mayOpen(): boolean {
    if (role() !== 'record') return true;
    return open.at(-1)?.brace ? lastSign === colon : lastSign === comma || lastSign === bracket.open;
  }

  function closing(sign: number, at: number): void {
    const top = open.at(-1);
    if (top === undefined) begin(at);
    else if (top.role === 'record' && top.brace !== (sign === brace.close)) finish(at + 1, noJson);
    else {
      open.pop();
      if (top.role === 'record' && role() !== 'record') finish(at + 1);
    }
  }

  function between(sign: number, at: number): void {
    if (sign === brace.open || sign === bracket.open) opening(sign, at);
    else if (sign === bracket.close) closing(sign, at);
    else if (sign !== comma) begin(at);
  }

  function within(sign: number, at: number): void {
    if (sign === quote) {
      string = 'open';
      lastString = '';
    } else if (sign === brace.close || sign === bracket.close) closing(sign, at);
    else if (sign === brace.open || sign === bracket.open) {
      if (!mayOpen()) finish(at, noJson);
      opening(sign, at);
    }
  }

  function inString(sign: number): void {
    if (string === 'escape') string = 'open';
    else if (sign === backslash) string = 'escape';
    else if (sign === quote) string = 'none';
    if (list !== undefined && string !== 'none' && lastString.length < longestKey)
      lastString += String.fromCharCode(sign);
  }

  function atLineEnd(at: number): void {
    if (junk) finish(at, noJson);
    else if (string !== 'none' && role() === 'record') finish(at, cutOff);
    string = 'none';
  }

  function step(sign: number, at: number): void {
    if (sign === lf || sign === cr) atLineEnd(at);
    else if (string !== 'none') inString(sign);
    else if (!junk && !blanks.includes(sign)) {
      if (role() === 'list') between(sign, at);
      else within(sign, at);
      lastSign = sign;
    }
  }

  return {
    push(chunk: Buffer): JsonText[] {
      found = [];
      kept.next(chunk);
      for (let at = 0; at < chunk.length; at += 1) {
        const sign = chunk[at] ?? 0;
        // Most of a file is text within strings.
        if (sign > backslash && string === 'open' && list === undefined) continue;
        step(sign, at);
        if (sign === cr || (sign === lf && lastByte !== cr)) line += 1;
        lastByte = sign;
      }
      if (kept.end()) {
        // What is too long goes on to the end of its line.
        leave();
        junk = true;
      }
      return found;
    },
    end(): JsonText[] {
      found = [];
      kept.next(Buffer.alloc(0));
      if (kept.active()) finish(0, junk ? noJson : cutOff);
      else if (open.length > 0)
        found.push({ line, text: '', broken: 'the file ends within a list of records' });
      return found;
    },
  };
}
