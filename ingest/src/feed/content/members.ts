import { FeedError } from '../format.ts';
import { guarded } from './damage.ts';
import { headBytes, type Kind, kindOf } from './kind.ts';
import type { Part } from './part.ts';
import type { RandomAccess } from './random-access.ts';
import { partsOfTar } from './tar.ts';
import { fromUtf16 } from './utf16.ts';
import { partsOfZip } from './zip.ts';

/** What a feed format reads as one file: a file's content, or that of a file in an archive. */
export interface Member {
  /**
   * Of the file, and behind a `/` its path in the archive: `calls.zip/march.csv`. Whoever made the archive chose it: what
   * shows it makes it `visible`.
   */
  readonly name: string;
  /** UTF-8, or bytes that are no UTF-16; decompressed. */
  readonly content: AsyncIterable<Buffer>;
}

/** A file as it lies there. */
export interface Raw {
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** The same bytes from anywhere, where they can be had so. */
  readonly access?: (() => Promise<RandomAccess>) | undefined;
}

/** Compressed archives in archives, and so on. */
const deepest = 6;
/** Of an archive that can't be read from anywhere, being on standard input or in another archive. */
const mostHeld = 128_000_000;

/**
 * A file's members, told by its first bytes: the file itself, decompressed, or the files in an archive, which are
 * never written to disk. Each is to be read, or let go, before the next is asked for. Throws FeedError for a file that
 * no format reads, and Damaged where it can't be read to its end.
 */
export async function* membersOf(raw: Raw, depth = 0): AsyncGenerator<Member> {
  const { head, rest } = await peek(raw.bytes);
  yield* opened({ ...raw, bytes: rest }, kindOf(head), depth);
}

async function* opened({ name, bytes, access }: Raw, kind: Kind, depth: number): AsyncGenerator<Member> {
  if (depth > deepest)
    throw new FeedError(`${name} is an archive within archives, too deep to be read: unpack it`);
  switch (kind.as) {
    case 'foreign':
      throw new FeedError(`${name} is ${kind.what}`);
    case 'compressed': {
      const damaged = `${name} is damaged or incomplete ${kind.name}`;
      yield* membersOf({ name, bytes: guarded(kind.decompress(bytes), damaged) }, depth + 1);
      return;
    }
    case 'tar':
      yield* within(name, partsOfTar(name, bytes), depth);
      return;
    case 'zip':
      yield* zipped({ name, bytes, access }, depth);
      return;
    default:
      yield { name, content: kind.as === 'text' ? bytes : fromUtf16(bytes, kind.as) };
  }
}

async function* within(name: string, parts: AsyncIterable<Part>, depth: number): AsyncGenerator<Member> {
  for await (const part of parts)
    yield* membersOf({ name: `${name}/${part.name}`, bytes: part.bytes }, depth + 1);
}

async function* zipped({ name, bytes, access }: Raw, depth: number): AsyncGenerator<Member> {
  const from = (await access?.()) ?? (await held(name, bytes));
  try {
    yield* within(name, partsOfZip(name, from), depth);
  } finally {
    await from.close();
  }
}

async function held(name: string, bytes: AsyncIterable<Buffer>): Promise<RandomAccess> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostHeld)
      throw new FeedError(
        `${name} is a zip archive of more than ${mostHeld / 1_000_000} MB that can't be read where it is: unpack it first, or feed the archive itself by its path`,
      );
  }
  const all = Buffer.concat(chunks);
  return {
    size,
    read: async (position, length) => all.subarray(position, position + length),
    close: async () => {},
  };
}

/** The first bytes, and all of it including them. */
async function peek(bytes: AsyncIterable<Buffer>) {
  const chunks = bytes[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let size = 0;
  while (size < headBytes) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    first.push(value);
    size += value.length;
  }
  const [only] = first;
  const start = first.length === 1 && only !== undefined ? only : Buffer.concat(first);
  async function* rest(): AsyncGenerator<Buffer> {
    try {
      if (start.length > 0) yield start;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  return { head: start.subarray(0, headBytes), rest: rest() };
}
