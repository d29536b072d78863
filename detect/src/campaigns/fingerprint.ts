import { shortHash } from '../segments/segment.ts';

export interface BuiltSegment {
  readonly segment_id: string;
  /** Rises with each time the segment's hour is judged. */
  readonly build: number;
}

/** By array: a campaign that does not change keeps its array of segments. */
const known = new WeakMap<readonly BuiltSegment[], string>();

/** A hash of the segments and their builds. The same fingerprint means that a campaign is stored as it is now. */
export function fingerprintOf(segments: readonly BuiltSegment[]): string {
  const stored = known.get(segments);
  if (stored !== undefined) return stored;
  const lines = segments.map(({ segment_id, build }) => `${segment_id} ${build}`);
  const fingerprint = shortHash(lines.sort().join('\n'));
  known.set(segments, fingerprint);
  return fingerprint;
}
