import { createLocalTimes } from './local-time.ts';

/** A call's time columns as they stand in the row. */
export interface CallTimes {
  readonly start: string;
  /** null = not answered; undefined = answered, with an empty column. */
  readonly answer: string | null | undefined;
  readonly end: string;
  /** Seconds from start to end, and from answer to end. */
  readonly duration: string;
  readonly billsec: string;
}

/** Rows are written as calls end; concurrent calls may swap places by this much, ms. */
const disorderMs = 5 * 60_000;

const shape = /^\d{4}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const rememberedDays = 1_000;

/** Reads `2026-03-01 14:05:09` as if it were UTC, ms since 1970; undefined where it is no such time. */
function createWallClock(): (text: string) => number | undefined {
  const days = new Map<string, number>();

  /** Midnight of `2026-03-01`, NaN where there is no such day. */
  function midnight(day: string): number {
    let ms = days.get(day);
    if (ms === undefined) {
      ms = Date.parse(`${day}T00:00:00Z`);
      // A day that does not exist may roll over into another.
      if (!Number.isNaN(ms) && !new Date(ms).toISOString().startsWith(day)) ms = Number.NaN;
      if (days.size >= rememberedDays) days.clear();
      days.set(day, ms);
    }
    return ms;
  }

  return (text) => {
    const trimmed = text.trim();
    if (!shape.test(trimmed)) return undefined;
    // 528 is '0' as a ten and as a one.
    const two = (at: number) => trimmed.charCodeAt(at) * 10 + trimmed.charCodeAt(at + 1) - 528;
    const local = midnight(trimmed.slice(0, 10)) + (two(11) * 3600 + two(14) * 60 + two(17)) * 1000;
    return Number.isNaN(local) ? undefined : local;
  };
}

const nearest = (moments: readonly number[], to: number) =>
  moments.reduce((a, b) => (Math.abs(b - to) < Math.abs(a - to) ? b : a));

/**
 * Turns the times of a file's rows into moments, the rows given in the file's order; a text is the reason why a row's
 * can't be. In the hour that clocks repeat, the order of the file decides, which is the order of the calls' ends;
 * where it says nothing, the earlier moment is taken. `duration` then ties the start to its end.
 */
export function createAsteriskTimes(timezone: string) {
  const zone = createLocalTimes(timezone);
  const wallClock = createWallClock();
  let lastEnd = Number.NEGATIVE_INFINITY;

  function moments(column: string, text: string): readonly number[] | string {
    const local = wallClock(text);
    if (local === undefined) return `${column}: must be a time such as '2026-03-01 14:05:09'`;
    const found = zone.moments(local);
    return found.length > 0
      ? found
      : `${column}: does not exist in ${timezone}: clocks were set forward over it`;
  }

  return ({ start, answer, end, duration, billsec }: CallTimes) => {
    const starts = moments('start', start);
    if (typeof starts === 'string') return starts;
    const durationMs = (Number(duration) || 0) * 1000;
    const ends = end.trim() === '' ? starts.map((moment) => moment + durationMs) : moments('end', end);
    if (typeof ends === 'string') return ends;
    const ended = ends.find((moment) => moment >= lastEnd - disorderMs) ?? Math.max(...ends);
    lastEnd = ended;
    const started = nearest(starts, ended - durationMs);
    if (answer === null) return { start: started, answer: null, end: ended };
    const talkedMs = (Number(billsec) || 0) * 1000;
    if (answer === undefined) return { start: started, answer: ended - talkedMs, end: ended };
    const answers = moments('answer', answer);
    if (typeof answers === 'string') return answers;
    return { start: started, answer: nearest(answers, ended - talkedMs), end: ended };
  };
}
