import type { Backlog } from '../idle.ts';
import { count } from '../output.ts';

/** How far the replay of the example is. */
export interface Progress {
  /** Legs of the example. */
  readonly legs: number;
  readonly sent: number;
  /** Rows stored since the replay began. An interrupted replay before it may have left messages, which add to them. */
  readonly rows: number;
  /** Legs stored a second. */
  readonly rate: number;
  readonly campaigns: number;
  /** Open ones. */
  readonly candidates: number;
  readonly pending: number;
}

/** One line. */
export function progressInWords({
  legs,
  sent,
  rows,
  rate,
  campaigns,
  candidates,
  pending,
}: Progress): string {
  return [
    `${count(sent)} of ${count(legs)} legs sent`,
    `${count(Math.min(rows, legs))} stored`,
    `${count(Math.round(rate))} legs/s`,
    `${count(campaigns)} campaigns`,
    `${count(candidates)} candidates${pending === 0 ? '' : `, ${count(pending)} pending`}`,
  ].join(' · ');
}

/** Everything is stored and judged, and candidates wait for further calls that might come. */
export const onlyPending = ({ messages, dirtyMinutes, dirtyWindows, pending }: Backlog) =>
  messages + dirtyMinutes + dirtyWindows === 0 && pending > 0;
