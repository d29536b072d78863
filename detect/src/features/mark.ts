import { inSteps } from '../sql/steps.ts';
import { isReceiving } from './around.ts';
import { keptCalls } from './kept-calls.ts';
import { numberHour } from './number-hour.ts';
import { segmentOfCall } from './segment-of-call.ts';
import { calledBack, callerClass, sourceKey } from './source-key.ts';

/**
 * SQL: the kept calls of the planned hours, each with the segment that it is of. Facts about a number or a place are read from
 * `judge_numbers` and `judge_parts`. `conditions` begins with AND.
 */
export const markedCalls = (conditions = '') =>
  inSteps(
    `
  SELECT *, ${callerClass}, ${isReceiving} AS receives
  FROM (SELECT *, ${numberHour('calling_number')} AS number_hour FROM ${keptCalls(conditions)}) AS calls
  LEFT ANY JOIN (
    SELECT number_hour, calls AS number_calls, rings_once, several_origins FROM judge_numbers WHERE build = {build: UInt64}
  ) AS numbers USING (number_hour)`,
    [...calledBack, ...sourceKey, ...segmentOfCall],
  );
