import { reachHours } from '../builds/hours.ts';
import { notedCalls } from './kept-calls.ts';
import { numberHour } from './number-hour.ts';

const steps = Array.from({ length: 2 * reachHours + 1 }, (_, i) => i - reachHours);
const beside = steps.filter((step) => step !== 0);
const any = (conditions: readonly string[]) => `(${conditions.join('\n    OR ')})`;

/** A call to a number that nobody has reaches nobody. So it does not show that somebody is at that number. Of a call that was answered, one way failed. */
const reachesSomebody = '(answered OR NOT unassigned)';
const reaching = ` AND ${reachesSomebody}`;
/** The text is the same wherever it stands in a statement: so the engine makes this set once. */
const called = `SELECT ${numberHour('called_number')} FROM ${notedCalls('around', reaching)}`;
/** Somebody reaches the calling number in the hour or around it. */
export const isReceiving = `calling_number != 0
    AND ${any(steps.map((step) => `${numberHour('calling_number', step)} IN (${called})`))}`;

/**
 * A hash of two numbers, the same for a call and for a call back. Other pairs of numbers may share the hash: then a few calls too many are
 * noted. All numbers that call themselves share one hash, so their calls are noted in any case.
 */
const eitherWay = 'bitXor(intHash64(calling_number), intHash64(called_number))';
/**
 * Fills `judge_pairs` with the calls between two numbers that have several calls, in either direction. Few pairs have. So a small table
 * is asked whether a call was repeated or called back. Calls to a number that nobody has are left out: they are no call-backs, and to dial
 * such a number again is not what people do who know the called party. About 0.15 us a call.
 */
export const noteCallPairs = `
INSERT INTO judge_pairs (build, calling_number, called_hour, calls)
SELECT {build: UInt64}, calling_number, ${numberHour('called_number')} AS called_hour, count()
FROM ${notedCalls(
  'around',
  `${reaching} AND (calling_number = called_number OR ${eitherWay} IN (
    SELECT ${eitherWay} FROM ${notedCalls('around', reaching)} GROUP BY ALL HAVING count() > 1))`,
)}
GROUP BY calling_number, called_hour`;

const pairs = 'SELECT calling_number, called_hour FROM judge_pairs WHERE build = {build: UInt64}';
/** The called number calls the caller in the hour or around it. */
export const isCalledBack = `receives AND ${reachesSomebody}
    AND ${any(steps.map((step) => `(called_number, ${numberHour('calling_number', step)}) IN (${pairs})`))}`;
/** The caller calls the same number again in the hour, or in an hour beside. */
export const isRepeated = `${reachesSomebody}
    AND ${any([
      `(calling_number, ${numberHour('called_number')}) IN (${pairs} AND calls > 1)`,
      `calling_number != 0 AND ${any(beside.map((step) => `(calling_number, ${numberHour('called_number', step)}) IN (${pairs})`))}`,
    ])}`;
