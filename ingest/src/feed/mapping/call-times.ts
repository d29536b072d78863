import { createLocalTimes, type LocalTimes } from '../local-time.ts';
import { Refusal } from './refusal.ts';
import type { WrittenTime } from './time-format.ts';

/** A call's times as its record writes them. */
export interface WrittenCall {
  readonly start: WrittenTime | undefined;
  /** null = not answered; undefined = answered, at a time that isn't written. */
  readonly answer: WrittenTime | null | undefined;
  readonly end: WrittenTime | undefined;
  /** From start to end, and from answer to end. */
  readonly durationMs: number | undefined;
  readonly talkMs: number | undefined;
}

/** The moments of a call, ms since 1970. */
export interface CallTimes {
  readonly start: number;
  readonly answer: number | null;
  readonly end: number;
  /** What had to be assumed. */
  readonly note?: string;
}

/** Records are written as calls end; concurrent calls may swap places by this much, ms. */
const disorderMs = 5 * 60_000;
/** A record so much earlier doesn't tell which of two repeated hours the next one is in, ms. */
const silenceMs = 3_600_000;

const nearest = (moments: readonly number[], to: number) =>
  moments.reduce((a, b) => (Math.abs(b - to) < Math.abs(a - to) ? b : a));

const firstFrom = (moments: readonly number[], from: number) =>
  moments.find((moment) => moment >= from) ?? Math.max(...moments);

const earlierTaken = 'is in the hour that clocks repeat, and nothing tells which: the earlier is taken';

/**
 * Turns the times of a file's records into moments, the records given in the file's order. In the hour that clocks
 * repeat, the order of the file decides, which is the order of the calls' ends; where it says nothing, the earlier
 * moment is taken and a note says so. A duration ties start, answer and end to each other. Throws Refusal for a time
 * that doesn't exist, or whose zone isn't known.
 * @param timezone of times that don't say theirs; undefined: there must be none. Throws FeedError where it's unknown.
 */
export function createCallTimes(timezone: string | undefined): (call: WrittenCall) => CallTimes {
  const zone = timezone === undefined ? undefined : createLocalTimes(timezone);
  let lastEnd = Number.NEGATIVE_INFINITY;

  /** The end, and whether it had to be assumed. */
  function choose(ends: readonly number[], starts: readonly number[] | undefined, durationMs?: number) {
    const [first = 0] = ends;
    if (ends.length === 1) return { end: first, assumed: false };
    const [start] = starts ?? [];
    if (start !== undefined && starts?.length === 1 && durationMs !== undefined) {
      return { end: nearest(ends, start + durationMs), assumed: false };
    }
    const end = firstFrom(ends, lastEnd - disorderMs);
    return { end, assumed: end === first && lastEnd < first - silenceMs };
  }

  return ({ start, answer, end, durationMs, talkMs }) => {
    const starts = start && momentsOf('start_time', start, zone);
    const ends = (end && momentsOf('end_time', end, zone)) ?? shifted(starts, durationMs);
    if (ends === undefined) throw new Refusal(`${start ? 'end' : 'start'}_time: is missing`);
    const chosen = choose(ends, starts, durationMs);
    lastEnd = chosen.end;
    const started = startOf(starts, chosen.end, durationMs);
    const answers = answer ? momentsOf('answer_time', answer, zone) : undefined;
    return {
      start: started,
      answer: answer === null ? null : answerOf(answers, started, chosen.end, talkMs),
      end: chosen.end,
      ...(chosen.assumed && { note: `end_time: ${earlierTaken}` }),
    };
  };
}

function momentsOf(field: string, time: WrittenTime, zone: LocalTimes | undefined): readonly number[] {
  if (time.zoned) return [time.ms];
  if (zone === undefined) throw new Refusal(`${field}: doesn't say a zone that is known: add --timezone`);
  const moments = zone.moments(time.ms);
  if (moments.length > 0) return moments;
  throw new Refusal(`${field}: does not exist in ${zone.name}: clocks were set forward over it`);
}

const shifted = (moments: readonly number[] | undefined, byMs: number | undefined) =>
  byMs === undefined ? undefined : moments?.map((moment) => moment + byMs);

function startOf(starts: readonly number[] | undefined, end: number, durationMs: number | undefined): number {
  if (starts === undefined) {
    if (durationMs === undefined) throw new Refusal('start_time: is missing');
    return end - durationMs;
  }
  if (durationMs !== undefined) return nearest(starts, end - durationMs);
  return starts.findLast((moment) => moment <= end) ?? starts[0] ?? end;
}

/** Answered, at a time that may not be written. */
function answerOf(
  answers: readonly number[] | undefined,
  start: number,
  end: number,
  talkMs: number | undefined,
): number {
  if (answers === undefined) return talkMs === undefined ? start : end - talkMs;
  return talkMs === undefined ? firstFrom(answers, start) : nearest(answers, end - talkMs);
}
