import type { LegsWritten, SegmentWithLegs } from './legs.ts';

/**
 * Segments of which not all legs were found: how many, the suspicious calls they were judged by, and the calls whose
 * legs were found.
 */
export interface LackingLegs {
  readonly segments: number;
  readonly calls: number;
  readonly found: number;
}

type Write<S> = (segments: readonly S[]) => Promise<LegsWritten>;

/**
 * The same as `write`, but legs that were not found are told once: records that went by retention, or calls of a
 * caller that was dismissed since. A segment without any is not looked for again until its hour is judged anew: each
 * look stitches the hour again.
 */
export function lookOnce<S extends Pick<SegmentWithLegs, 'segment_id' | 'build' | 'calls'>>(
  write: Write<S>,
  tell: (lacking: LackingLegs) => void,
): Write<S> {
  /** The judgement by which each segment was looked for in vain. */
  let inVain: ReadonlyMap<string, number> = new Map();
  return async (segments) => {
    const sought = segments.filter(({ segment_id, build }) => inVain.get(segment_id) !== build);
    const written = await write(sought);
    const without = segments.filter(({ segment_id }) => !written.has(segment_id));
    inVain = new Map(without.map(({ segment_id, build }) => [segment_id, build]));
    const lacking = sought
      .map(({ segment_id, calls }) => ({ calls, found: written.get(segment_id)?.calls ?? 0 }))
      .filter(({ calls, found }) => found < calls);
    if (lacking.length > 0)
      tell({
        segments: lacking.length,
        calls: lacking.reduce((sum, { calls }) => sum + calls, 0),
        found: lacking.reduce((sum, { found }) => sum + found, 0),
      });
    return written;
  };
}
