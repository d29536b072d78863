import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How far the content of one file is fed. Its beginning says whose content it is, whatever the file is called. */
const position = z.object({
  /** As it was called last. */
  name: z.string(),
  /** Device and inode of the file that holds it; '' once there is none. */
  id: z.string(),
  /** Size and time of change of that file when it was looked at last. */
  stamp: z.string(),
  /** Length and SHA-256 of what was read, decompressed; `head` is the hash of its first bytes. */
  bytes: z.number(),
  hash: z.string(),
  head: z.string(),
  /** Records, refused ones included, that those bytes hold whole and that are fed. */
  records: z.number(),
  /** The file was read to its end, a last line without an end included. */
  ended: z.boolean(),
  /** A line of it waits for its other half, perhaps of a later file: another run has to feed it again. */
  waited: z.boolean(),
  /** Why nothing behind those bytes could be read; '' where nothing is wrong. */
  fault: z.string().default(''),
});
export type Position = z.infer<typeof position>;

const state = z.object({
  directory: z.string(),
  carrier: z.string(),
  source: z.string(),
  /** How files are read, and by which version: positions hold only for the same reading. */
  reading: z.string(),
  version: z.string(),
  /** The process that feeds; 0 while none does. */
  pid: z.number(),
  /** Of the last batch made. */
  sequence: z.number(),
  /** Since the feed was first started. */
  totals: z.object({ records: z.number(), refused: z.number(), batches: z.number() }),
  /** Batches on disk that the broker has not taken yet. */
  spool: z.object({ batches: z.number(), bytes: z.number() }),
  /** Why the broker takes no batches; '' while it does. */
  trouble: z.string(),
  savedAt: z.number(),
  positions: z.array(position),
});
/** What a continuous feed keeps on disk: the file `state.json` of its folder. */
export type FeedState = z.infer<typeof state>;

const fileOf = (folder: string) => join(folder, 'state.json');

/** The state in a feed's folder; undefined where there is none, or none that can be read. */
export function readFeedState(folder: string): FeedState | undefined {
  try {
    const parsed = state.safeParse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the state as a whole: a crash leaves the old one or the new one. */
export async function saveFeedState(folder: string, value: FeedState): Promise<void> {
  await writeDurably(fileOf(folder), JSON.stringify(value));
}

/** Writes a file that is there as a whole or not at all, a loss of power included. */
export async function writeDurably(path: string, content: string | Buffer): Promise<void> {
  const draft = `${path}.tmp`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}

export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
