import { beginHash } from '../../sql/hashes.ts';
import { isCurrent, within } from '../kept-calls.ts';
import { legTuple } from './leg.ts';
import { changedPair, everDismissed, isLookedAt, notedLegs } from './pairs.ts';
import { edgeS, isOf, minuteOf, ofStage } from './reach.ts';

/** A stage is stitched in several statements, each with its share of the pairs of numbers: all legs of a call have one pair. */
const ofShare = 'cityHash64(calling_number, called_number) % {shares: UInt32} = {share: UInt32}';

const oldLegs = (conditions: string) => `
        SELECT ${beginHash} FROM cdr_store WHERE ${ofStage} AND ${conditions} AND ${changedPair}`;
const oldCalls = (conditions: string) => `
        SELECT ${beginHash}
        FROM (SELECT carriers, start_times FROM stitched_calls WHERE ${conditions} AND ${changedPair})
        ARRAY JOIN carriers AS carrier, start_times AS start_time`;

/**
 * `beginHash` of all legs that changed pairs have in the minutes `beside`, and of some other legs. They are of four
 * kinds:
 * - legs with a new record;
 * - legs of kept calls. Calls of the builds that hold now are read too: another worker may have replaced a build
 *   since the look, and deleted the calls of the former one;
 * - legs of minutes of which not all calls are kept;
 * - legs of callers that a person dismissed.
 *
 * Read with GLOBAL: a shard of a cluster can't make this list, for it reads other spread tables.
 */
const legsBeside = [
  `
        SELECT begin FROM ${notedLegs}`,
  oldCalls(`${within('minute', 2 * edgeS)} AND ${isLookedAt}`),
  oldCalls(`${isCurrent(2 * edgeS)} AND NOT (${isLookedAt})`),
  oldLegs(isOf(minuteOf('start_time'), 'unkept')),
  oldLegs(`calling_number IN (${everDismissed})`),
].join('\n        UNION ALL');

/**
 * SELECTs the legs to stitch, at their newest revision. Of the minutes `whole` these are all legs. Of the minutes
 * `beside` these are the legs of calls that may have changed. The stored table is read, not the view cdr: to replace
 * '' as the view does costs half as much again. The sorting key finds the records before FINAL merges them.
 */
export const legsToStitch = `
  SELECT calling_number, called_number, ${legTuple} AS leg
  FROM cdr_store FINAL
  WHERE NOT withdrawn AND ${ofStage}
    AND (${isOf(minuteOf('start_time'), 'whole')}
      OR (${isOf(minuteOf('start_time'), 'beside')} AND ${beginHash} GLOBAL IN (${legsBeside})))
    AND (${isOf(minuteOf('start_time'), 'whole')} OR ${changedPair})
    AND ${ofShare}`;
