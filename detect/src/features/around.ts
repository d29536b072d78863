import { hourS } from '@ringtrace/schemas/durations';
import { reachHours } from '../builds/hours.ts';
import { notedCalls } from './kept-calls.ts';
import { numberHour } from './number-hour.ts';

/** A call to a number that nobody has reaches nobody. So it does not show that somebody is at that number. Of a call that was answered, one way failed. */
const reachesSomebody = '(answered OR NOT unassigned)';
const reaching = ` AND ${reachesSomebody}`;
/** The text is the same wherever it stands in a statement: so the engine makes this set once. */
const called = `SELECT ${numberHour('called_number')} FROM ${notedCalls('around', reaching)}`;
const steps = Array.from({ length: 2 * reachHours + 1 }, (_, i) => i - reachHours);
/** Somebody reaches the calling number in the hour or around it. */
export const isReceiving = `calling_number != 0
    AND (${steps.map((step) => `${numberHour('calling_number', step)} IN (${called})`).join('\n    OR ')})`;

/**
 * A hash of two numbers, the same for a call and for a call back. Other pairs of numbers may share the hash: then a few calls too many are
 * noted. All numbers that call themselves share one hash, so their calls are noted in any case.
 */
const eitherWay = 'bitXor(intHash64(calling_number), intHash64(called_number))';
/** Calls between two numbers that have several calls, in either direction, by direction and hour. `up`: the smaller number calls. */
const callsOfPairs = `
    SELECT calling_number, called_number, intDiv(toUnixTimestamp(minute), ${hourS}) AS hour, calling_number < called_number AS up,
      any(${numberHour('called_number')}) AS called_hour, count() AS calls
    FROM ${notedCalls(
      'around',
      `${reaching} AND (calling_number = called_number OR ${eitherWay} IN (
      SELECT ${eitherWay} FROM ${notedCalls('around', reaching)} GROUP BY ALL HAVING count() > 1))`,
    )}
    GROUP BY calling_number, called_number, hour`;
/**
 * Fills `judge_pairs` with these pairs of numbers, by the hour of their calls: few pairs have several calls, so the table
 * that is asked stays small. Callers who withhold their number (0) are many people, so those of another hour are others.
 * About 0.15 us a call.
 */
export const noteCallPairs = `
INSERT INTO judge_pairs (build, calling_number, called_hour, is_returned, is_repeated)
SELECT {build: UInt64}, calling_number, called_hour,
  calling_number = called_number OR if(up, calls_down, calls_up) > 0,
  calls > 1 OR (calling_number != 0 AND if(up, calls_up, calls_down) > calls)
FROM (
  SELECT *, sumIf(calls, up) OVER near AS calls_up, sumIf(calls, NOT up) OVER near AS calls_down
  FROM (${callsOfPairs})
  WINDOW near AS (PARTITION BY least(calling_number, called_number), greatest(calling_number, called_number)
    ORDER BY hour RANGE BETWEEN ${reachHours} PRECEDING AND ${reachHours} FOLLOWING)
)`;

const isOfPair = (mark: 'is_returned' | 'is_repeated') =>
  `${reachesSomebody} AND (calling_number, ${numberHour('called_number')})
    IN (SELECT calling_number, called_hour FROM judge_pairs WHERE build = {build: UInt64} AND ${mark})`;
/** The called number calls the caller in the hour or around it. */
export const isReturned = isOfPair('is_returned');
/** The caller calls the same number again in the hour, or in an hour beside. */
export const isRepeated = isOfPair('is_repeated');
