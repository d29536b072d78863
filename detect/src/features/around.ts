import { hoursAround, reachHours } from '../builds/hours.ts';
import { keptCalls } from './kept-calls.ts';

const steps = Array.from({ length: 2 * reachHours + 1 }, (_, i) => i - reachHours);
const beside = steps.filter((step) => step !== 0);
/** Whether some hour, so many steps from the call's, shows numbers. `shown` is worded alike each time: the engine reads it once. */
const isShown = (hours: readonly number[], numbers: string, shown: string) =>
  hours.map((step) => `(hour + toIntervalHour(${step}), ${numbers}) IN (${shown})`).join('\n    OR ');

const called = `SELECT DISTINCT hour, called_number FROM ${keptCalls(hoursAround)}`;
/** Somebody calls the calling number in the hour or around it. */
export const isReceiving = isShown(steps, 'calling_number', called);

/** Pairs of numbers of which one is among some numbers, SQL for a set of them. */
const pairsOf = (numbers: string) => `
      SELECT hour, calling_number, called_number
      FROM ${keptCalls(hoursAround, `\n      AND (calling_number IN (${numbers}) OR called_number IN (${numbers}))`)}`;
/** The called number calls the caller, one of some numbers, in the hour or around it. */
export const isCalledBack = (numbers: string) =>
  isShown(steps, 'called_number, calling_number', `${pairsOf(numbers)}\n      GROUP BY ALL`);
/** The caller, one of some numbers, calls the same number again in the hour, or in an hour beside. */
export const isRepeated = (numbers: string) => `(
    (hour, calling_number, called_number) IN (${pairsOf(numbers)}
      GROUP BY ALL HAVING count() > 1)
    OR calling_number != 0 AND (${isShown(beside, 'calling_number, called_number', `${pairsOf(numbers)}\n      GROUP BY ALL`)}))`;
