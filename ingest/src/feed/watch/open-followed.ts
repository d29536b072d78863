import { type FileHandle, open } from 'node:fs/promises';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { headBytes, isText, type Kind, kindOf } from '../content/kind.ts';
import { FeedError } from '../format.ts';
import { Followed, joinedContent, type Opening, type Recalled } from './follow.ts';
import type { KnownContents } from './known.ts';
import { longestPrefix } from './prefix.ts';
import type { SeenFile } from './scan.ts';

/** A file with fewer bytes than this is not opened yet: they show neither a record nor a compression. */
const fewestBytes = 4;
/** This many bytes show whether a file is text. */
const toldBytes = 512;

/**
 * Opens a file to follow it. Undefined where the file is not ready yet, or where its name now belongs to another file.
 * Throws FeedError where it can't be read.
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

/**
 * Whether a file can be read while it is still being written. An archive's first bytes may look like text, so more are
 * needed.
 */
const mayGrow = (kind: Kind, head: Buffer) =>
  isText(kind) && (head.length >= toldBytes || head.every((byte) => byte >= 32 || blanks.includes(byte)));

const blanks: readonly number[] = [9, 10, 13];

/** Opens a file. Undefined where there is none of that name any longer. Throws FeedError where it can't be read. */
async function openNamed(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new FeedError(`can't read ${path}: ${whyUnreadable(error)}`);
  }
}

/**
 * What is known of this file's content, under whatever name. So a file that was renamed, copied or compressed is
 * continued where it was left. An archive that can't be read to its end is not recognised, and is fed as far as it can
 * be read.
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
