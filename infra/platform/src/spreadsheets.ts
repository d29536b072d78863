const quote = 0x22;
const apostrophe = Buffer.from("'");

/** What a spreadsheet takes for the beginning of a formula, or skips before one: also in full width. */
const starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'].map((start) =>
  Buffer.from(start),
);
/** No start is longer, bytes; at the end of a piece, fewer may have come. */
const longestStart = Math.max(...starts.map(({ length }) => length));

/**
 * CSV as ClickHouse writes it, with a `'` before each text that a spreadsheet would run as a formula. ClickHouse puts
 * quotes around texts and around nothing that is a number, so that numbers stay as they are. Works on pieces of any
 * length; holds back three bytes at most.
 */
export async function* forSpreadsheets(csv: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let state: State = { quoted: false, closed: false };
  let rest: Uint8Array = Buffer.alloc(0);
  for await (const piece of csv) {
    const bytes = Buffer.concat([rest, piece]);
    const done = neutralised(bytes, state, false);
    yield* done.pieces;
    state = done.state;
    rest = bytes.subarray(done.end);
  }
  yield* neutralised(Buffer.from(rest), state, true).pieces;
}

interface State {
  /** Within a text. */
  readonly quoted: boolean;
  /** A quote came last that ended a text, unless it is the first of two. */
  readonly closed: boolean;
}

/** Reads on to the end, or to a text of which too little has come; `end` is where to read on. */
function neutralised(bytes: Buffer, state: State, last: boolean) {
  const pieces: Uint8Array[] = [];
  let { quoted, closed } = state;
  let from = 0;
  let at = 0;
  for (; at < bytes.length; at += 1) {
    if (bytes[at] !== quote) {
      closed = false;
    } else if (quoted) {
      quoted = false;
      closed = true;
    } else if (closed) {
      // The second of two quotes, which stand for one: the text goes on.
      quoted = true;
      closed = false;
    } else {
      if (!last && bytes.length - at - 1 < longestStart) break;
      quoted = true;
      if (!isFormula(bytes, at + 1)) continue;
      pieces.push(bytes.subarray(from, at + 1), apostrophe);
      from = at + 1;
    }
  }
  pieces.push(bytes.subarray(from, at));
  return { pieces, state: { quoted, closed }, end: at };
}

/** First bytes of the starts: most texts begin with none of them. */
const firstBytes = new Set(starts.map((start) => start[0]));

const isFormula = (bytes: Buffer, at: number) =>
  firstBytes.has(bytes[at]) && starts.some((start) => bytes.subarray(at, at + start.length).equals(start));
