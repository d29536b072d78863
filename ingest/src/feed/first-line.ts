import { decode } from './lines.ts';

export interface Started {
  /** The first line that is not blank, without its end; only its beginning where it is long. '' where there is none. */
  readonly first: string;
  /** How many bytes it and its line end take, with all before it. */
  readonly length: number;
  /** All bytes, the first line's too. */
  readonly bytes: AsyncIterable<Buffer>;
  /** The bytes behind that many; to be read instead of `bytes`. */
  readonly from: (length: number) => AsyncIterable<Buffer>;
}

/** Longer than any header. */
const mostBytes = 250_000;
const lf = 10;
const cr = 13;

/**
 * Looks at a file's first line. A file that is still being written is waited for until that is whole, or until it
 * begins with one of the signs that tell enough.
 */
export async function startOf(source: AsyncIterable<Buffer>, telling = ''): Promise<Started> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let line = firstLine(head, false, telling);
  while (line === undefined) {
    const { value, done } = await chunks.next();
    if (done !== true) head = Buffer.concat([head, value]);
    line = firstLine(head, done === true, telling);
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

/** Undefined where more has to be read; not at the `last` of what there is. */
function firstLine(
  head: Buffer,
  last: boolean,
  telling: string,
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
  const [sign = ''] = first.trimStart();
  const enough = last || head.length >= mostBytes || (sign !== '' && telling.includes(sign));
  return enough ? { first, length: end } : undefined;
}

const textOf = (bytes: Buffer) => decode(bytes).replace(/^\uFEFF/, '');
