import { beginHash, identityHash, recordHash } from '../../sql/hashes.ts';
import { isCurrent, within } from '../kept-calls.ts';
import { edgeS, gapMs, isOf, minuteOf, ofStage } from './reach.ts';

/** Callers that a person dismissed at any time, also where the dismissal was taken back: kept calls may lack their calls. */
export const everDismissed = 'SELECT calling_number FROM dismissed_callers_store';

const overEdge = `${minuteOf('arrayMax(start_times)')} != minute`;
/**
 * Kept calls of the builds in the list `looked`: those that held when a worker looked which minutes to stitch. The
 * list of new legs is made from that look, so builds of other workers since then don't count.
 */
export const isLookedAt = '(minute, build) IN (SELECT minute, build FROM looked)';
/** Those of them that may have legs in the changed minutes. */
const nearChanged = `stitched_calls
        WHERE ${within('minute', edgeS)} AND ${isLookedAt}
          AND (${isOf('minute', 'changed')} OR ${overEdge})`;

/**
 * Fills `stitch_legs` with the new records of the changed minutes, at whatever revision: those that no kept call has.
 * A caller may have been dismissed before a call was kept, or since. So all records of dismissed callers count as
 * new. About 0.25 us a leg of these minutes.
 */
export const noteLegs = `
INSERT INTO stitch_legs (build, identity, begin, calling_number, called_number)
SELECT {build: UInt64}, ${identityHash}, ${beginHash}, calling_number, called_number FROM cdr_store
WHERE ${ofStage} AND ${isOf(minuteOf('start_time'), 'changed')}
  AND (${recordHash} NOT IN (SELECT arrayJoin(seen) FROM ${nearChanged})
    OR calling_number IN (${everDismissed}))`;
/** What `noteLegs` has noted. */
export const notedLegs = 'stitch_legs WHERE build = {build: UInt64}';

/** Pairs of numbers of the new records. */
const withNewLegs = `
      SELECT calling_number, called_number FROM ${notedLegs}`;

/** Pairs with legs on both sides of an edge, so near to each other that they may be of one call. */
const overEdges = `
      SELECT calling_number, called_number
      FROM (
        SELECT calling_number, called_number, start_time, ${minuteOf('start_time + toIntervalSecond(30)')} AS edge
        FROM cdr_store
        WHERE ${ofStage} AND ${isOf('edge', 'edges')} AND abs(dateDiff('millisecond', edge, start_time)) <= ${gapMs}
      )
      GROUP BY calling_number, called_number, edge HAVING min(start_time) < edge AND max(start_time) >= edge`;

/** Pairs with a kept call over a minute's edge. */
const keptOverEdges = `
      SELECT calling_number, called_number FROM stitched_calls
      WHERE ${isCurrent(edgeS)} AND (${isOf('minute', 'whole')} OR ${isOf('minute', 'beside')})
        AND ${overEdge}`;

const legsOfKept = (columns: string) => `
        SELECT ${columns}
        FROM (
          SELECT calling_number, called_number, start_times, arrayMap((carrier, start_time, call_id) -> ${identityHash}, carriers, start_times, call_ids) AS identities
          FROM ${nearChanged}
        )
        ARRAY JOIN identities AS identity, start_times AS leg_start
        WHERE ${isOf(minuteOf('leg_start'), 'changed')}`;

/**
 * Pairs of kept calls with a leg that may have another pair of numbers now: there is a new record of the leg, or two
 * kept calls have the leg.
 */
const corrected = `
      SELECT calling_number, called_number
      FROM (${legsOfKept('calling_number, called_number, identity')}
      )
      WHERE identity IN (
        SELECT identity FROM (${legsOfKept('identity')}
        )
        GROUP BY identity HAVING count() > 1 OR identity IN (SELECT identity FROM ${notedLegs}))`;

/**
 * Fills `stitch_pairs` with all pairs of numbers whose calls may differ from the kept ones. Pairs whose calls may
 * reach from or into minutes that are stitched as a whole are among them. Others may be among them. Reads
 * `stitch_legs`.
 */
export const notePairs = `
INSERT INTO stitch_pairs (build, calling_number, called_number)
SELECT DISTINCT {build: UInt64}, calling_number, called_number
FROM (${[withNewLegs, overEdges, keptOverEdges, corrected].join('\n      UNION ALL')}
)`;

/** SQL: whether the calls of a pair of numbers are to be stitched again. */
export const changedPair =
  '(calling_number, called_number) IN (SELECT calling_number, called_number FROM stitch_pairs WHERE build = {build: UInt64})';
