import { createReadStream } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import { guarded, messageOf } from './content/damage.ts';
import { type Member, membersOf } from './content/members.ts';
import { accessOf, type RandomAccess } from './content/random-access.ts';
import { FeedError } from './format.ts';

/** Names standard input. */
export const standardInput = '-';

/** The files' sizes in bytes, 0 for standard input. Throws FeedError for the first that can't be read. */
export async function checkReadable(files: readonly string[]): Promise<number[]> {
  return Promise.all(files.map((file) => (file === standardInput ? 0 : sizeOf(file))));
}

async function sizeOf(file: string): Promise<number> {
  let facts: Awaited<ReturnType<typeof stat>>;
  try {
    facts = await stat(file);
    await access(file, constants.R_OK);
  } catch (error) {
    throw new FeedError(`can't read ${file}: ${messageOf(error)}`);
  }
  return facts.size;
}

/** Whether a file can be read more than once: a pipe can't. */
export async function isKept(file: string): Promise<boolean> {
  return file !== standardInput && (await stat(file)).isFile();
}

/**
 * What is in a file: itself, or the members of an archive; see `membersOf`. `onBytes` hears how many bytes of the file
 * as it lies there were read.
 */
export async function* openMembers(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Member> {
  const raw = file === standardInput ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  const kept = file === standardInput ? false : await isKept(file).catch(() => false);
  try {
    yield* membersOf({
      name: file,
      bytes: guarded(counted(raw, onBytes), `can't read ${file} to its end`),
      access: kept ? () => accessTo(file, onBytes) : undefined,
    });
  } finally {
    if (raw !== process.stdin) raw.destroy();
  }
}

async function* counted(
  raw: AsyncIterable<Buffer>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of raw) {
    onBytes(chunk.length);
    yield chunk;
  }
}

async function accessTo(file: string, onBytes: (bytes: number) => void): Promise<RandomAccess> {
  const handle = await open(file);
  const { size, read } = await accessOf(handle);
  return {
    size,
    async read(position, length) {
      const bytes = await read(position, length);
      onBytes(bytes.length);
      return bytes;
    },
    close: () => handle.close(),
  };
}
