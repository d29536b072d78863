import { plannedHours, reachHours } from '../builds/hours.ts';
import { startsWithin } from '../sql/start-time.ts';

/** What the feeds show in each planned hour and those around it. Worded alike each time, so that the engine reads it once. */
const shown = (columns: string) => `
      SELECT DISTINCT toStartOfHour(start_time, 'UTC'), ${columns}
      FROM cdr
      WHERE ${startsWithin(`{first: Int64} - ${reachHours * 3600}`, `{end: Int64} + ${reachHours * 3600}`)}
        AND toStartOfHour(start_time, 'UTC') IN (
          SELECT bucket + toIntervalHour(arrayJoin(range(-${reachHours}, ${reachHours + 1}))) FROM (${plannedHours}))`;

const steps = Array.from({ length: 2 * reachHours + 1 }, (_, i) => i - reachHours);
const isShown = (hours: readonly number[], columns: string, numbers: string) =>
  hours
    .map((step) => `(hour + toIntervalHour(${step}), ${numbers}) IN (${shown(columns)})`)
    .join('\n    OR ');
const pair = 'calling_number, called_number';

/** The called number calls the caller in the hour or around it. */
export const isCalledBack = isShown(steps, pair, 'called_number, calling_number');
/** Somebody calls the calling number then. */
export const isReceiving = isShown(steps, 'called_number', 'calling_number');
/** The caller calls the same number in an hour beside. */
export const isCalledBeside = isShown(
  steps.filter((step) => step !== 0),
  pair,
  pair,
);
