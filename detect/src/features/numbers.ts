import { thresholds } from '../thresholds.ts';
import { notedCalls } from './kept-calls.ts';
import { numberHour } from './number-hour.ts';

/** A number with fewer calls in an hour has no fact that its calls show together. */
const leastCalls = Math.min(
  thresholds.joinCalls,
  thresholds.oneRingCalls,
  thresholds.severalOrigins * thresholds.originCalls,
);
const ofNumbers = (conditions = '') => `
  FROM ${notedCalls('planned', ` AND calling_number != 0${conditions}`)}`;
/** Most numbers have one call: they are left out before origins are told apart. */
const withCalls = `
    SELECT ${numberHour('calling_number')} AS number_hour ${ofNumbers()}
    GROUP BY number_hour HAVING count() >= ${leastCalls}`;

/**
 * Fills `judge_numbers` with facts that the calls of a number in an hour show together. A provider is an origin only with a
 * fair share of the calls: one that forwards a call shows the caller's number, too. About 0.1 us a call.
 */
export const noteNumbers = `
INSERT INTO judge_numbers (build, number_hour, calls, rings_once, several_origins)
SELECT {build: UInt64}, number_hour, sum(origin_calls) AS number_calls,
  number_calls >= ${thresholds.oneRingCalls} AND sum(rings) / number_calls >= ${thresholds.oneRingShare},
  arrayCount(own -> own >= ${thresholds.originCalls} AND own >= ${thresholds.originShare} * number_calls,
    groupArrayIf(origin_calls, origin_provider != '')) >= ${thresholds.severalOrigins} AS has_several
FROM (
  SELECT ${numberHour('calling_number')} AS number_hour, origin_provider, count() AS origin_calls, countIf(one_ring) AS rings
  ${ofNumbers(` AND ${numberHour('calling_number')} IN (${withCalls})`)}
  GROUP BY number_hour, origin_provider
)
GROUP BY number_hour
HAVING number_calls >= ${Math.min(thresholds.joinCalls, thresholds.oneRingCalls)} OR has_several`;
