import { type FileHandle, open } from 'node:fs/promises';
import { headBytes, isText, type Kind, kindOf } from '../content/kind.ts';
import { FeedError } from '../format.ts';
import { Followed, joinedContent, type Opening, type Recalled } from './follow.ts';
import type { KnownContents } from './known.ts';
import { longestPrefix } from './prefix.ts';
import type { SeenFile } from './scan.ts';

/** Less than this says nothing: neither a record nor whether the file is compressed. */
const fewestBytes = 4;
/** Enough to tell whatever is no text. */
const toldBytes = 512;

/**
 * Opens a file to follow it; undefined where it is not ready yet, or its name is another file's by now. Throws FeedError
 * where it may not be read.
 */
export async function follow(seen: SeenFile, opening: Opening): Promise<Followed | undefined> {
  const file = await openNamed(seen.path);
  if (file === undefined) return undefined;
  try {
    const { dev, ino } = await file.stat({ bigint: true });
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const kind = kindOf(buffer.subarray(0, bytesRead));
    const ready = opening.still || mayGrow(kind, buffer.subarray(0, bytesRead));
    if (`${dev}:${ino}` === seen.id && bytesRead >= fewestBytes && ready) {
      const recalled = await recall(file, seen, opening.known);
      return new Followed(file, seen, { ...opening, kind, recalled });
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return undefined;
}

/** Whether a file can be read while it is still being written. The beginning of an archive may look like text at first. */
const mayGrow = (kind: Kind, head: Buffer) =>
  isText(kind) && (head.length >= toldBytes || head.every((byte) => byte >= 32 || blanks.includes(byte)));

const blanks: readonly number[] = [9, 10, 13];

/** Undefined where it has another name by now. Throws FeedError where it may not be read. */
async function openNamed(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new FeedError(`can't read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * What is remembered of this content under whatever name: a file that was renamed, copied or compressed goes on where
 * it was left. An archive that can't be read to its end is not recognised, and fed as far as it goes.
 */
async function recall(
  file: FileHandle,
  { name }: SeenFile,
  known: KnownContents,
): Promise<Recalled | undefined> {
  try {
    return await longestPrefix(joinedContent(file, name), (beginning) => known.startingAs(beginning));
  } catch (error) {
    if (error instanceof FeedError) return undefined;
    throw error;
  }
}
