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
  ].join('  ·  ');
}

/** Everything is stored and judged, and candidates wait for further calls that might come. */
export const onlyPending = ({ messages, dirtyMinutes, dirtyWindows, pending }: Backlog) =>
  messages + dirtyMinutes + dirtyWindows === 0 && pending > 0;

/** How a replay of the example ended. */
interface Replayed {
  readonly seconds: number;
  /** Legs of the example. */
  readonly legs: number;
  /** Legs that were too old for retention. */
  readonly refused: number;
  /** Horizon of retention, ms since 1970. */
  readonly horizon: number;
}

/** How long the replay took, and how many legs were refused as too old. */
export function replayedInWords({ seconds, legs, refused, horizon }: Replayed): string {
  const took = `${seconds.toFixed(1)} s`;
  if (refused === 0) return `Stored and judged in ${took}.`;
  const day = new Date(horizon).toISOString().slice(0, 10);
  return [
    refused >= legs ? `Nothing was stored (${took}).` : `The rest was stored and judged in ${took}.`,
    `${count(refused)} of ${count(legs)} legs were refused: they are of before ${day}, the horizon of retention in this home.`,
    'They are dead letters now. To see the example, start in a new home: set RINGTRACE_HOME to an empty folder.',
  ].join('\n');
}
