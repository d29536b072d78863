import { reachHours } from '../builds/hours.ts';
import { notedCalls } from './kept-calls.ts';
import { numberHour } from './number-hour.ts';

const steps = Array.from({ length: 2 * reachHours + 1 }, (_, i) => i - reachHours);
const beside = steps.filter((step) => step !== 0);
const any = (conditions: readonly string[]) => `(${conditions.join('\n    OR ')})`;

/** Each of these sets is worded alike wherever it stands: the engine makes it once for a statement. */
const called = `SELECT ${numberHour('called_number')} FROM ${notedCalls('around')}`;
/** Pairs of numbers with several calls: few have. */
const again = `(calling_number, called_number) IN (
      SELECT calling_number, called_number FROM ${notedCalls('around')} GROUP BY ALL HAVING count() > 1)`;
const pairsOfAgain = (hours: 'planned' | 'around') =>
  `SELECT calling_number, ${numberHour('called_number')} FROM ${notedCalls(hours, ` AND ${again}`)}`;

/** Somebody calls the calling number in the hour or around it. */
const isCalled = any(steps.map((step) => `${numberHour('calling_number', step)} IN (${called})`));
export const isReceiving = `calling_number != 0
    AND ${isCalled}`;
/** Who calls back is called too: only these callers' pairs of numbers matter. They are few. */
const pairsOfCalled = `SELECT calling_number, ${numberHour('called_number')} FROM ${notedCalls('around', ` AND ${isCalled}`)}`;
/** The called number calls the caller in the hour or around it. Who is called back also receives. */
export const isCalledBack = `receives
    AND ${any(steps.map((step) => `(called_number, ${numberHour('calling_number', step)}) IN (${pairsOfCalled})`))}`;
/** The caller calls the same number again in the hour, or in an hour beside. */
export const isRepeated = `${again} AND ${any([
  `(calling_number, ${numberHour('called_number')}) IN (${pairsOfAgain('planned')}
      GROUP BY ALL HAVING count() > 1)`,
  `calling_number != 0 AND ${any(beside.map((step) => `(calling_number, ${numberHour('called_number', step)}) IN (${pairsOfAgain('around')})`))}`,
])}`;
