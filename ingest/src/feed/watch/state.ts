import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** How far one content is fed. The hash of its beginning identifies the content, whatever its file is called. */
const position = z.object({
  /** The file's last name. */
  name: z.string(),
  /** Device and inode of the file; '' once the file is gone. */
  id: z.string(),
  /** The file's size and time of change at the last look. */
  stamp: z.string(),
  /** Length and SHA-256 of the content read so far, decompressed. `head` is the hash of its first bytes. */
  bytes: z.number(),
  hash: z.string(),
  head: z.string(),
  /** How many complete records these bytes hold, refused ones included. All of them are fed. */
  records: z.number(),
  /** The file was read to its end, including a last line without a line end. */
  ended: z.boolean(),
  /** A line of the file waits for its other half. The next run has to feed the file again. */
  waited: z.boolean(),
  /** The reason why nothing behind these bytes could be read; '' where nothing is wrong. */
  fault: z.string().default(''),
});
export type Position = z.infer<typeof position>;

const state = z.object({
  directory: z.string(),
  carrier: z.string(),
  source: z.string(),
  /** How files are read, and by which version of Ringtrace. Positions hold only where both are the same. */
  reading: z.string(),
  version: z.string(),
  /** Id of the process that feeds; 0 while none does. */
  pid: z.number(),
  /** Sequence number of the last batch made. */
  sequence: z.number(),
  /** Totals since the feed was first started. */
  totals: z.object({ records: z.number(), refused: z.number(), batches: z.number() }),
  /** Batches on disk that the broker has not taken yet. */
  spool: z.object({ batches: z.number(), bytes: z.number() }),
  /** The reason why the broker takes no batches; '' while it does. */
  trouble: z.string(),
  savedAt: z.number(),
  positions: z.array(position),
});
/** What a continuous feed keeps in the file `state.json` of its folder. */
export type FeedState = z.infer<typeof state>;

const fileOf = (folder: string) => join(folder, 'state.json');

/** The state in a feed's folder. Undefined where there is none, or none that can be read. */
export function readFeedState(folder: string): FeedState | undefined {
  try {
    const parsed = state.safeParse(JSON.parse(readFileSync(fileOf(folder), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the state. After a crash, the file holds the old state or the new one. */
export async function saveFeedState(folder: string, value: FeedState): Promise<void> {
  await writeDurably(fileOf(folder), JSON.stringify(value));
}

/** Writes a file so that it is complete or not there at all, even after a loss of power. */
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
