/** A setting of a calendar is wrong. The message names the setting and the way out. */
export class CalendarError extends Error {
  override name = 'CalendarError';
}
