import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@ringtrace/platform/alive';
import { readFeedState } from './state.ts';

/** Where the continuous feeds of a home keep their folders. */
export const feedsFolder = (home: string) => join(home, 'feeds');

/** How a continuous feed of this home stands. */
export interface FeedStanding {
  readonly carrier: string;
  readonly directory: string;
  readonly source: string;
  readonly running: boolean;
  readonly records: number;
  readonly batches: number;
  /** Lines that are no record; they are in the folder. */
  readonly refused: number;
  /** Why files of the directory could not be read to their end, one by one. */
  readonly damaged: readonly string[];
  /** On disk, because the broker takes none. */
  readonly spooled_batches: number;
  readonly spooled_bytes: number;
  /** Why the broker takes none; '' while it does. */
  readonly trouble: string;
  readonly folder: string;
}

/** The continuous feeds of this home, whether or not they run now. */
export function lookAtFeeds(home: string): FeedStanding[] {
  const folders = foldersIn(feedsFolder(home)).sort();
  return folders.flatMap((folder) => {
    const state = readFeedState(folder);
    if (state === undefined) return [];
    const { carrier, directory, source, totals, spool, trouble, pid, positions } = state;
    const running = pid !== 0 && isAlive(pid);
    const spooled = { spooled_batches: spool.batches, spooled_bytes: spool.bytes };
    const damaged = positions.flatMap(({ id, fault }) => (id === '' || fault === '' ? [] : [fault]));
    return [{ carrier, directory, source, running, ...totals, damaged, ...spooled, trouble, folder }];
  });
}

function foldersIn(parent: string): string[] {
  try {
    return readdirSync(parent).map((name) => join(parent, name));
  } catch {
    return [];
  }
}
