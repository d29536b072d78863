import { plannedHours } from '../builds/hours.ts';
import { inSteps } from '../sql/steps.ts';
import { thresholds } from '../thresholds.ts';
import { isReceiving } from './around.ts';
import { keptCalls } from './kept-calls.ts';
import { originKeyNames, stagedKeyNames } from './segment-key.ts';
import { segmentOfCall } from './segment-of-call.ts';
import { calledBack, callerClass, sourceKey } from './source-key.ts';

/**
 * Numbers of an hour of which their calls together tell something; all others are of few calls and few origins. A provider
 * counts as an origin with a fair share of a number's calls: who forwards a call shows the caller's number too, now and then.
 */
const numbers = `
  SELECT hour, calling_number, sum(own_calls) AS calls, sum(own_rings) / calls AS ring_share,
    arrayCount(own -> own >= ${thresholds.originCalls} AND own >= ${thresholds.originShare} * calls,
      groupArrayIf(own_calls, origin_provider != '')) AS origins
  FROM (
    SELECT hour, calling_number, origin_provider, count() AS own_calls, countIf(one_ring) AS own_rings
    FROM ${keptCalls(plannedHours, ' AND calling_number != 0')}
    GROUP BY hour, calling_number, origin_provider
  )
  GROUP BY hour, calling_number
  HAVING calls >= ${Math.min(thresholds.joinCalls, thresholds.oneRingCalls)} OR origins >= ${thresholds.severalOrigins}`;

const columns = [
  'hour',
  'calling_number',
  'called_number',
  'start_time',
  'call_key',
  'origin_provider',
  'claimed_origin',
  'entry_provider',
  'next_provider',
  'attestation',
  'foreign',
  'failed',
  'rmd_missing',
  'improper',
  'number_abroad',
  'unassigned',
  'one_ring',
  'answered',
  'duration_s',
  'carriers',
  'minute',
  'minute_build',
  'caller_class',
  'called_back_at',
  ...originKeyNames,
  ...stagedKeyNames,
  'receives',
  'several_origins',
].join(', ');

/**
 * Fills `judge_stage` with the kept calls of the planned hours and the segment that each is of. Facts about a number or a place
 * are computed once from the columns they need, then joined back to its calls.
 */
export const markCalls = `
INSERT INTO judge_stage (build, ${columns})
SELECT {build: UInt64}, ${columns}
FROM (${inSteps(
  `
  SELECT *, numbers.calls AS number_calls, numbers.origins >= ${thresholds.severalOrigins} AS several_origins,
    ${callerClass},
    calling_number != 0 AND (${isReceiving}) AS receives
  FROM ${keptCalls(plannedHours)} AS calls
  LEFT JOIN (${numbers}) AS numbers USING (hour, calling_number)`,
  [calledBack, ...sourceKey, ...segmentOfCall],
)})`;
