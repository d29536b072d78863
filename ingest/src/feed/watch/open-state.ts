import { version } from '@ringtrace/platform/version';
import { type FeedState, readFeedState } from './state.ts';

/** What is fed, where its state lies, and how it is read. */
export interface Watched {
  readonly carrier: string;
  readonly directory: string;
  readonly folder: string;
  readonly source: string;
  /** A text that says how files are read. If it differs from the last run's, all files are fed again. */
  readonly reading: string;
}

function freshState({ directory, carrier, source, reading }: Watched): FeedState {
  return {
    directory,
    carrier,
    source,
    reading,
    version,
    pid: process.pid,
    sequence: 0,
    totals: { records: 0, refused: 0, batches: 0 },
    spool: { batches: 0, bytes: 0 },
    trouble: '',
    savedAt: 0,
    positions: [],
  };
}

/**
 * The state that an earlier run left, with the positions that still hold. These files are fed again from their
 * beginning:
 * - all, where files are now read in another way;
 * - files that another version of Ringtrace left half-way, because it may have counted records in another way;
 * - files with a line that waits for its other half, because that line was held only in memory.
 */
export function openState(options: Watched): FeedState {
  const fresh = freshState(options);
  const old = readFeedState(options.folder);
  if (old === undefined) return fresh;
  const { sequence, totals, source } = old;
  const positions = old.positions
    .filter(({ waited }) => !waited)
    .filter(({ ended }) => ended || old.version === version);
  return { ...fresh, source, sequence, totals, positions: old.reading === fresh.reading ? positions : [] };
}
