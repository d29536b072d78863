import { isUtf8 } from 'node:buffer';

export interface Line {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** Only the beginning: the line is longer than a record can be. */
  readonly cut: boolean;
  /** The file's last, without a line end: it may have been cut off. */
  readonly unended?: true;
  /** Nothing but blanks. */
  readonly blank?: true;
}

const lf = 10;
const cr = 13;
/** Bytes; longer than any record. So short that one record always fits into a message, whatever its characters. */
const longestLine = 250_000;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** UTF-8, or Latin-1 where it is none: switches of other times pass on caller names byte by byte. */
export const decode = (bytes: Buffer) => (isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1'));

const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 32 || byte === 9);

/**
 * The lines of a file, ended by LF, CRLF or CR, or by the file's end; blank ones are counted, and left out unless
 * `blank`. Lines come in one array for each chunk of the source, so that a caller may work on many at once. Holds one line at most.
 */
export async function* readLines(
  source: AsyncIterable<Buffer>,
  { blank = false }: { readonly blank?: boolean } = {},
): AsyncIterable<Line[]> {
  const lines = createSplitter(blank);
  for await (const chunk of source) {
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
