import { decode } from './lines.ts';

export interface Started {
  /**
   * The first line that is not blank, without its line end. Only its beginning where the line is very long. '' where
   * the file has no such line.
   */
  readonly first: string;
  /** Bytes from the file's beginning to the end of that line. */
  readonly length: number;
  /** All bytes of the file, the first line included. */
  readonly bytes: AsyncIterable<Buffer>;
  /** The bytes of the file from `length` on. Read these instead of `bytes`, not both. */
  readonly from: (length: number) => AsyncIterable<Buffer>;
}

/** No header is longer than this, bytes. */
const mostBytes = 250_000;
const lf = 10;
const cr = 13;

/**
 * Reads a file's first line. For a file that is still being written, it waits until that line is complete.
 * @param decisive characters. A first line that begins with one of them need not be complete.
 */
export async function startOf(raw: AsyncIterable<Buffer>, decisive = ''): Promise<Started> {
  const chunks = raw[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let line = firstLine(head, false, decisive);
  while (line === undefined) {
    const { value, done } = await chunks.next();
    if (done !== true) head = Buffer.concat([head, value]);
    line = firstLine(head, done === true, decisive);
  }
  async function* from(length: number): AsyncGenerator<Buffer> {
    try {
      if (head.length > length) yield head.subarray(length);
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  return { ...line, bytes: from(0), from };
}

/** Undefined where more bytes are needed. With `last`, no more bytes come. */
function firstLine(
  head: Buffer,
  last: boolean,
  decisive: string,
): { first: string; length: number } | undefined {
  let from = 0;
  const end = Math.min(head.length, mostBytes);
  for (let at = 0; at < end; at += 1) {
    if (head[at] !== lf && head[at] !== cr) continue;
    const first = textOf(head.subarray(from, at));
    if (first.trim() !== '') return { first, length: at };
    from = at + 1;
  }
  const first = textOf(head.subarray(from, end));
  const [character = ''] = first.trimStart();
  const enough = last || head.length >= mostBytes || (character !== '' && decisive.includes(character));
  return enough ? { first, length: end } : undefined;
}

const textOf = (bytes: Buffer) => decode(bytes).replace(/^\uFEFF/, '');
