import { thresholds } from '../thresholds.ts';
import { isCalledBack, isCalledBeside, isReceiving } from './around.ts';
import { callerClass, sourceKey } from './source-key.ts';

/** Numbers of an hour of which their calls together tell something; all others are of few calls and few origins. */
const numbers = `
  SELECT hour, calling_number, count() AS calls, avg(one_ring) AS ring_share,
    uniqExactIf(origin_provider, origin_provider != '') AS origins
  FROM judge_calls
  WHERE build = {build: UInt64} AND calling_number != 0
  GROUP BY hour, calling_number
  HAVING calls >= ${Math.min(thresholds.joinCalls, thresholds.oneRingCalls)} OR origins >= ${thresholds.severalOrigins}`;

const repeatedPairs = `
    SELECT hour, calling_number, called_number
    FROM judge_calls WHERE build = {build: UInt64}
    GROUP BY hour, calling_number, called_number
    HAVING count() > 1`;

/**
 * Fills `judge_stage` with the calls of `judge_calls` and what the calls beside them tell of each. What many calls say together
 * is asked of few columns, and comes to a call by what it has in common with them: a call's row is wide.
 */
export const markCalls = `
INSERT INTO judge_stage
  (build, hour, calling_number, called_number, start_time, caller_class, origin_key, origin_provider, claimed_origin,
   entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing, improper, number_abroad,
   unassigned, one_ring, answered, duration_s, repeated, called_back, receives, number_calls, several_origins,
   carriers, call_ids, start_times)
SELECT
  build, hour, calling_number, called_number, start_time, ${callerClass}, ${sourceKey}, origin_provider, claimed_origin,
  entry_provider, next_provider, via, attestation, foreign, failed, rmd_missing, improper, number_abroad,
  unassigned, one_ring, answered, duration_s,
  (hour, calling_number, called_number) IN (${repeatedPairs})
    OR (calling_number != 0 AND (${isCalledBeside})) AS repeated,
  calling_number != 0 AND (${isCalledBack}) AS called_back,
  calling_number != 0 AND (${isReceiving}) AS receives,
  numbers.calls, numbers.origins >= ${thresholds.severalOrigins} AS several_origins,
  carriers, call_ids, start_times
FROM judge_calls
LEFT JOIN (${numbers}) AS numbers USING (hour, calling_number)
WHERE build = {build: UInt64}`;
