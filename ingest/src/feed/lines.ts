import { isUtf8 } from 'node:buffer';

export interface Line {
  /** Line number, from 1. */
  readonly line: number;
  readonly text: string;
  /** The line is longer than any record, and `text` is only its beginning. */
  readonly cut: boolean;
  /** The file's last line, without a line end: it may be cut off. */
  readonly unended?: true;
  /** The line has nothing but blanks. */
  readonly blank?: true;
}

const lf = 10;
const cr = 13;
/** No record is longer than this, bytes. A record of this size also fits into a message, whatever its characters. */
const longestLine = 250_000;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Decodes UTF-8, or Latin-1 where the bytes are not valid UTF-8. Some switches pass on caller names in old encodings.
 */
export const decode = (bytes: Buffer) => (isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1'));

const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 32 || byte === 9);

/**
 * Reads the lines of a file. A line ends with LF, CRLF, CR or the end of the file. Blank lines are counted, but left
 * out unless `blank` is set. Each array has the lines that one chunk completes. Memory holds one line besides the
 * chunk.
 */
export async function* readLines(
  raw: AsyncIterable<Buffer>,
  { blank = false }: { readonly blank?: boolean } = {},
): AsyncIterable<Line[]> {
  const lines = createSplitter(blank);
  for await (const chunk of raw) {
    const complete = lines.push(chunk);
    if (complete.length > 0) yield complete;
  }
  const last = lines.end();
  if (last.length > 0) yield last;
}

function createSplitter(withBlank: boolean) {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let line = 0;
  let afterCr = false;

  function keep(bytes: Buffer): void {
    if (pendingBytes <= longestLine) pending.push(Buffer.from(bytes));
    pendingBytes += bytes.length;
  }

  function finish(bytes: Buffer, into: Line[], unended = false): void {
    line += 1;
    let whole = pending.length === 0 ? bytes : Buffer.concat([...pending, bytes]);
    const cut = pendingBytes + bytes.length > longestLine;
    pending = [];
    pendingBytes = 0;
    if (line === 1 && whole.subarray(0, 3).equals(byteOrderMark)) whole = whole.subarray(3);
    if (isBlank(whole)) {
      if (withBlank) into.push({ line, text: whole.toString('latin1'), cut: false, blank: true });
      return;
    }
    const text = decode(whole.subarray(0, longestLine));
    into.push(unended ? { line, text, cut, unended } : { line, text, cut });
  }

  return {
    push(chunk: Buffer): Line[] {
      const complete: Line[] = [];
      let start = afterCr && chunk[0] === lf ? 1 : 0;
      let nextLf = chunk.indexOf(lf, start);
      let nextCr = chunk.indexOf(cr, start);
      while (nextLf >= 0 || nextCr >= 0) {
        const end = nextCr < 0 || (nextLf >= 0 && nextLf < nextCr) ? nextLf : nextCr;
        finish(chunk.subarray(start, end), complete);
        start = end + (end === nextCr && nextLf === end + 1 ? 2 : 1);
        if (nextLf >= 0 && nextLf < start) nextLf = chunk.indexOf(lf, start);
        if (nextCr >= 0 && nextCr < start) nextCr = chunk.indexOf(cr, start);
      }
      if (chunk.length > 0) afterCr = start === chunk.length && chunk[start - 1] === cr;
      if (start < chunk.length) keep(chunk.subarray(start));
      return complete;
    },
    end(): Line[] {
      const complete: Line[] = [];
      if (pendingBytes > 0) finish(Buffer.alloc(0), complete, true);
      return complete;
    },
  };
}
