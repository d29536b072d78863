import { version } from '@ringtrace/platform/version';
import { type FeedState, readFeedState } from './state.ts';

/** What is fed from where, and how it is read. */
export interface Watched {
  readonly carrier: string;
  readonly directory: string;
  readonly folder: string;
  readonly source: string;
  /** Says how files are read: another text than last time, and all are fed anew. */
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
 * The state an earlier run left. Files read in another way are fed anew, as they should have been; those that another
 * version left half-way too, since it may have counted their records in another way; and those with a line that waits
 * for its other half, which nobody has in memory any longer.
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
