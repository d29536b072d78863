import { minuteMs } from '@ringtrace/schemas/durations';
import type { DirtyHour } from './hours.ts';

/** An hour rests no longer than this while arrivals of the hours beside it keep coming. */
const longestMs = 10 * minuteMs;

/**
 * Hours of which all arrivals are judged, while others keep coming for the hour beside. Those only tell who is
 * called, called back and called again around the hour. So the hour rests until they have come to an end, for a
 * bounded time. What rests stays dirty.
 */
export class RestingHours {
  /** By hour: the arrivals at the last look, and since when it rests. */
  #resting = new Map<number, { readonly arrivals: number; readonly since: number }>();

  /** Which of some dirty hours are not to be judged yet. `now` is in ms of any clock that does not go back. */
  look(dirty: readonly DirtyHour[], now: number): number[] {
    const before = this.#resting;
    const beside = dirty.filter(({ is_beside }) => is_beside);
    const resting = beside.filter(({ hour, arrivals }) => {
      const known = before.get(hour);
      return known === undefined || (known.arrivals !== arrivals && now - known.since < longestMs);
    });
    this.#resting = new Map(
      resting.map(({ hour, arrivals }) => [hour, { arrivals, since: before.get(hour)?.since ?? now }]),
    );
    return resting.map(({ hour }) => hour);
  }
}
