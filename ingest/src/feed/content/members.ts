import { FeedError } from '../format.ts';
import type { ArchiveFile } from './archive-file.ts';
import { guarded } from './damage.ts';
import { headBytes, type Kind, kindOf } from './kind.ts';
import type { RandomAccess } from './random-access.ts';
import { filesOfTar } from './tar.ts';
import { fromUtf16 } from './utf16.ts';
import { filesOfZip } from './zip.ts';

/** What a feed format reads as one file: a file itself, or a file in an archive. */
export interface Member {
  /**
   * The file's name. For a file in an archive, its path in there follows after a `/`, as in `calls.zip/march.csv`.
   * Whoever made the archive chose that path, so use `visible` before it is shown.
   */
  readonly name: string;
  /** The content, decompressed. UTF-16 has become UTF-8; other bytes are as they came. */
  readonly content: AsyncIterable<Buffer>;
}

/** A file as it lies on disk or comes on standard input. */
export interface Raw {
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** Access to the same bytes at any offset, where that is possible. */
  readonly access?: (() => Promise<RandomAccess>) | undefined;
}

/** Most levels of archives and compression inside each other. */
const deepest = 6;
/**
 * Largest zip archive held in memory, bytes: one on standard input or inside another archive, which can't be read at
 * any offset.
 */
const mostHeld = 128_000_000;

/**
 * Gives the members of a file, told by its first bytes: the file itself, decompressed, or each file in an archive.
 * Nothing is written to disk. Read each member, or drop it, before asking for the next. Throws FeedError for a file
 * that no format reads, and Damaged where a file can't be read to its end.
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
      yield* within(name, filesOfTar(name, bytes), depth);
      return;
    case 'zip':
      yield* zipped({ name, bytes, access }, depth);
      return;
    default:
      yield { name, content: kind.as === 'text' ? bytes : fromUtf16(bytes, kind.as) };
  }
}

async function* within(
  name: string,
  files: AsyncIterable<ArchiveFile>,
  depth: number,
): AsyncGenerator<Member> {
  for await (const file of files)
    yield* membersOf({ name: `${name}/${file.name}`, bytes: file.bytes }, depth + 1);
}

async function* zipped({ name, bytes, access }: Raw, depth: number): AsyncGenerator<Member> {
  const from = (await access?.()) ?? (await held(name, bytes));
  try {
    yield* within(name, filesOfZip(name, from), depth);
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

/** The first bytes, and a stream of all bytes including these. */
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
