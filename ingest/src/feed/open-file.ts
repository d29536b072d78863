import { createReadStream } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { guarded } from './content/damage.ts';
import { type Member, membersOf } from './content/members.ts';
import { accessOf, type RandomAccess } from './content/random-access.ts';
import { FeedError } from './format.ts';

/** The path that stands for standard input. */
export const standardInput = '-';

/** The sizes of files in bytes; 0 for standard input. Throws FeedError for the first file that can't be read. */
export async function checkReadable(files: readonly string[]): Promise<number[]> {
  return Promise.all(files.map((file) => (file === standardInput ? 0 : sizeOf(file))));
}

async function sizeOf(file: string): Promise<number> {
  let facts: Awaited<ReturnType<typeof stat>>;
  try {
    facts = await stat(file);
    await access(file, constants.R_OK);
  } catch (error) {
    throw new FeedError(`can't read ${file}: ${whyUnreadable(error)}`);
  }
  return facts.size;
}

/** Whether a file can be read more than once. A pipe can't. */
export async function isKept(file: string): Promise<boolean> {
  return file !== standardInput && (await stat(file)).isFile();
}

/**
 * Opens a file: gives the file itself, or the files of an archive, see `membersOf`. `onBytes` is told how many bytes of
 * the file, as it lies on disk, were read.
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
