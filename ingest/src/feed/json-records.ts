import { createKept, type JsonText } from './json-kept.ts';

/**
 * Reads the JSON objects of a file: one, several one after the other, or arrays of them, on any number of lines. With
 * `list`, an object with an array under that key is a page, and the objects in that array are the records.
 * Text that is not JSON costs only itself. A record ends early where a line ends inside a string, or where an object
 * begins at a point that allows none. Memory holds one record.
 */
export async function* readJsonRecords(raw: AsyncIterable<Buffer>, list?: string): AsyncIterable<JsonText[]> {
  const splitter = createSplitter(list);
  for await (const chunk of raw) {
    const records = splitter.push(chunk);
    if (records.length > 0) yield records;
  }
  yield splitter.end();
}

/**
 * What an open bracket or brace belongs to: a list of records, a record, a page around a list, or something else in a
 * page.
 */
type Role = 'list' | 'record' | 'page' | 'aside';

const longestKey = 64;
/** Most brackets and braces open at once. No CDR has more, and each takes memory. */
const deepest = 100;

const noJson = 'is not JSON';
const cutOff = 'ends within a value';
const tooDeep = `is nested more than ${deepest} levels deep`;

const byte = (code: string) => code.charCodeAt(0);
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
  /** The last byte that is neither blank nor inside a string. */
  let lastCode = 0;
  let string: 'none' | 'open' | 'escape' = 'none';
  let lastString = '';
  /** The bytes being read are between records and are not JSON. */
  let junk = false;
  /** A fault of the record being read, which may be complete all the same. */
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

  function opening(code: number, at: number): void {
    const isBrace = code === brace.open;
    const isList = !isBrace && lastCode === colon && lastString === list;
    const now = role();
    if (open.length >= deepest) fault = tooDeep;
    // Inside a record, reading goes on to the record's end. Outside, the rest of the line is lost: nothing tells what
    // it is.
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

  /** Whether JSON allows an object or array at this point. */
  function mayOpen(): boolean {
    if (role() !== 'record') return true;
    return open.at(-1)?.brace ? lastCode === colon : lastCode === comma || lastCode === bracket.open;
  }

  function closing(code: number, at: number): void {
    const top = open.at(-1);
    if (top === undefined) begin(at);
    else if (top.role === 'record' && top.brace !== (code === brace.close)) finish(at + 1, noJson);
    else {
      open.pop();
      if (top.role === 'record' && role() !== 'record') finish(at + 1);
    }
  }

  function between(code: number, at: number): void {
    if (code === brace.open || code === bracket.open) opening(code, at);
    else if (code === bracket.close) closing(code, at);
    else if (code !== comma) begin(at);
  }

  function within(code: number, at: number): void {
    if (code === quote) {
      string = 'open';
      lastString = '';
    } else if (code === brace.close || code === bracket.close) closing(code, at);
    else if (code === brace.open || code === bracket.open) {
      if (!mayOpen()) finish(at, noJson);
      opening(code, at);
    }
  }

  function inString(code: number): void {
    if (string === 'escape') string = 'open';
    else if (code === backslash) string = 'escape';
    else if (code === quote) string = 'none';
    if (list !== undefined && string !== 'none' && lastString.length < longestKey)
      lastString += String.fromCharCode(code);
  }

  function atLineEnd(at: number): void {
    if (junk) finish(at, noJson);
    else if (string !== 'none' && role() === 'record') finish(at, cutOff);
    string = 'none';
  }

  function step(code: number, at: number): void {
    if (code === lf || code === cr) atLineEnd(at);
    else if (string !== 'none') inString(code);
    else if (!junk && !blanks.includes(code)) {
      if (role() === 'list') between(code, at);
      else within(code, at);
      lastCode = code;
    }
  }

  return {
    push(chunk: Buffer): JsonText[] {
      found = [];
      kept.next(chunk);
      for (let at = 0; at < chunk.length; at += 1) {
        const code = chunk[at] ?? 0;
        // A short cut: most of a file is text inside strings.
        if (code > backslash && string === 'open' && list === undefined) continue;
        step(code, at);
        if (code === cr || (code === lf && lastByte !== cr)) line += 1;
        lastByte = code;
      }
      if (kept.end()) {
        // The rest of a record that is too long is skipped to the end of its line.
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
