import own from '../../../package.json' with { type: 'json' };
import { type FeedState, readFeedState } from './state.ts';

/** What is fed from where, and how it is read. */
export interface Watched {
  readonly carrier: string;
  readonly directory: string;
  readonly folder: string;
  readonly source: string;
  readonly format: { readonly name: string };
  readonly timezone?: string | undefined;
}

function freshState({ directory, carrier, source }: Watched, reading: string): FeedState {
  return {
    directory,
    carrier,
    source,
    reading,
    version: own.version,
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
 * version left half-way too, since it may have counted their records in another way.
 */
export function openState(options: Watched): FeedState {
  const reading = `${options.format.name} ${options.timezone ?? ''}`;
  const fresh = freshState(options, reading);
  const old = readFeedState(options.folder);
  if (old === undefined) return fresh;
  const { sequence, totals, source } = old;
  const sameVersion = old.version === own.version;
  const positions = old.reading === reading ? old.positions.filter(({ ended }) => ended || sameVersion) : [];
  return { ...fresh, source, sequence, totals, positions };
}
