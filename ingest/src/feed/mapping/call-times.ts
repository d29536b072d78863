import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { createLocalTimes, type LocalTimes } from '../local-time.ts';
import type { WrittenTime } from '../written-time.ts';
import { Refusal } from './refusal.ts';
import type { RecordZone } from './zone.ts';

/** A duration as its record writes it. `ms` is undefined where the record has none. */
export interface WrittenDuration {
  readonly ms: number | undefined;
  /** The column or columns that it is read from; missing where the mapping names none. */
  readonly name?: string;
  /** The reason why the text is not a duration. */
  readonly fault?: string;
  /**
   * The reason why there is no duration although the column has a text, such as a broken counter's. It matters only
   * where the duration is needed.
   */
  readonly lack?: string;
}

/** The times and durations of a call as its record writes them. */
export interface WrittenCall {
  readonly start: WrittenTime | undefined;
  readonly answer: WrittenTime | undefined;
  readonly end: WrittenTime | undefined;
  /** Undefined where the mapping has no `answered`. Then a call with an answer time was answered. */
  readonly answered: boolean | undefined;
  /** From start to end. */
  readonly duration: WrittenDuration;
  /** From start to answer, or to the end of a call that nobody answered. */
  readonly ring: WrittenDuration;
  /** From answer to end. */
  readonly talk: WrittenDuration;
  /** The time zone that the record itself names. */
  readonly zone: RecordZone;
  /** The column that may name the time zone. */
  readonly zoneColumn?: string | undefined;
  /** The columns that start and end are read from, for error messages. */
  readonly startName?: string | undefined;
  readonly endName?: string | undefined;
}

/** The moments of a call, ms since 1970. */
export interface CallTimes {
  readonly start: number;
  readonly answer: number | null;
  readonly end: number;
  /** What had to be assumed, in words; missing where nothing was. */
  readonly note?: string;
}

/**
 * A file has its records in the order in which calls end. Records of concurrent calls may still be out of order by this
 * much, ms.
 */
const disorderMs = 5 * minuteMs;
/** If the record before is earlier by more than this, ms, it does not tell which of two repeated hours is meant. */
const silenceMs = hourMs;

/** The moment that is nearest to `to`. */
const nearest = (moments: readonly number[], to: number) =>
  moments.reduce((a, b) => (Math.abs(b - to) < Math.abs(a - to) ? b : a));

/** The first moment from `from` on, or else the latest. */
const firstFrom = (moments: readonly number[], from: number) =>
  moments.find((moment) => moment >= from) ?? Math.max(...moments);

const earlierTaken = 'is in the hour that clocks repeat, and nothing tells which one: the earlier is assumed';

/**
 * Turns the times of a file's records into moments (ms since 1970). The records must be given in the order of the file.
 * Once a year clocks are set back, and one hour comes twice. For a time in that hour, the durations decide which of the
 * two moments is meant, or else the order of the file, which is the order in which calls end. Where neither tells, the
 * earlier moment is taken and a note says so.
 * A time that is not written is computed from the durations. The end of an answered call is, in this order: answer +
 * talk, start + duration, or start + ring + talk. The end of a call that nobody answered is start + duration, or start
 * + ring.
 * Throws Refusal for a time that clocks skipped, for a time without a known zone, and for a call whose start or end
 * can't be found.
 * @param timezone zone of the times that do not name theirs. Undefined where all must. Throws FeedError for an unknown
 * zone.
 */
export function createCallTimes(timezone: string | undefined): (call: WrittenCall) => CallTimes {
  const zoneOf = createZones(timezone);
  let lastEnd = Number.NEGATIVE_INFINITY;

  /** Chooses the end among its possible moments, and says whether the choice had to be assumed. */
  function choose(ends: readonly number[], starts: Moments, spanMs: number | undefined) {
    const [first = 0] = ends;
    if (ends.length === 1) return { end: first, assumed: false };
    const [start] = starts ?? [];
    if (start !== undefined && starts?.length === 1 && spanMs !== undefined) {
      return { end: nearest(ends, start + spanMs), assumed: false };
    }
    const end = firstFrom(ends, lastEnd - disorderMs);
    return { end, assumed: end === first && lastEnd < first - silenceMs };
  }

  return (call) => {
    const momentsOf = zoneOf(call.zone, call.zoneColumn);
    const starts = momentsOf('start_time', call.start);
    const answers = momentsOf('answer_time', call.answer);
    const written = momentsOf('end_time', call.end);
    const answered = call.answered ?? answers !== undefined;
    const span = call.duration.ms ?? (answered ? sum(call.ring.ms, call.talk.ms) : undefined);
    const ends = written ?? (answered ? endsOfAnswered : endsOfOther)(call, starts, answers);
    const { end, assumed } = choose(ends, starts, span);
    lastEnd = end;
    const note = assumed ? { note: `end_time: ${earlierTaken}` } : {};
    if (!answered) return { start: startOf(call, starts, end, span), answer: null, end, ...note };
    const answer = answerOf(answers, starts, end, call);
    return { start: startOf(call, starts, end, span, answer), answer, end, ...note };
  };
}

type Moments = readonly number[] | undefined;
type ReadMoments = (field: string, time: WrittenTime | undefined) => Moments;

const rememberedZones = 1_000;

/** Gives a function that reads a record's times in the zone the record names, or else in `timezone`. */
function createZones(timezone: string | undefined): (zone: RecordZone, column?: string) => ReadMoments {
  const ofFile = timezone === undefined ? undefined : createLocalTimes(timezone);
  const named = new Map<string, LocalTimes>();

  function zoneNamed(name: string): LocalTimes {
    const zone = named.get(name) ?? createLocalTimes(name);
    if (named.size >= rememberedZones) named.clear();
    named.set(name, zone);
    return zone;
  }

  return (zone, column) => {
    if (typeof zone === 'number') return (_, time) => time && momentOf(time.ms - (time.zoned ? 0 : zone));
    const local = zone === undefined ? ofFile : zoneNamed(zone);
    return (field, time) => time && momentsIn(field, time, local, column);
  };
}

/** 0 (the start of 1970) means that there is no time, also when it is written as date and clock. */
const momentOf = (ms: number): Moments => (ms === 0 ? undefined : [ms]);

function momentsIn(
  field: string,
  time: WrittenTime,
  zone: LocalTimes | undefined,
  zoneColumn: string | undefined,
): Moments {
  if (time.zoned) return momentOf(time.ms);
  if (zone === undefined) {
    const empty = zoneColumn === undefined ? '' : `, and ${zoneColumn} is empty`;
    throw new Refusal(`${field}: names no known time zone${empty}: add --timezone`);
  }
  const moments = zone.moments(time.ms);
  if (moments.includes(0)) return undefined;
  if (moments.length > 0) return moments;
  throw new Refusal(`${field}: does not exist in ${zone.name}: clocks were set forward over it`);
}

const sum = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a + b;

const shifted = (moments: Moments, byMs: number | undefined): Moments =>
  byMs === undefined ? undefined : moments?.map((moment) => moment + byMs);

type Ends = (call: WrittenCall, starts: Moments, answers: Moments) => readonly number[];

const endsOfAnswered: Ends = (call, starts, answers) => {
  const { duration, ring, talk } = call;
  return (
    shifted(answers, talk.ms) ??
    shifted(starts, duration.ms) ??
    shifted(starts, sum(ring.ms ?? 0, talk.ms)) ??
    endMissing(call, starts ?? answers, [talk, duration])
  );
};

/** In many files a failed attempt has no duration. Its end is then its start. */
const endsOfOther: Ends = (call, starts) => {
  const { duration, ring } = call;
  return (
    shifted(starts, duration.ms ?? ring.ms) ??
    (duration.fault === undefined && ring.fault === undefined ? starts : undefined) ??
    endMissing(call, starts, [duration, ring])
  );
};

function endMissing(call: WrittenCall, starts: Moments, durations: readonly WrittenDuration[]): never {
  if (starts === undefined) return startMissing(call);
  refuseDuration(durations);
  const names = [...new Set(durations.flatMap(({ name }) => name ?? []))].join(' and ');
  const why = [
    ...(call.endName === undefined ? [] : [`no time in ${call.endName}`]),
    ...(names === '' ? [] : [`${names} has no duration`]),
  ];
  throw new Refusal(['end_time: is missing', ...(why.length === 0 ? [] : [why.join(', and ')])].join(': '));
}

function startMissing({ startName }: WrittenCall): never {
  throw new Refusal(`start_time: is missing${startName === undefined ? '' : `: no time in ${startName}`}`);
}

/** Throws Refusal with the first reason that a duration gives for being missing. */
function refuseDuration(durations: readonly WrittenDuration[]): void {
  const [reason] = [...durations.map(({ fault }) => fault), ...durations.map(({ lack }) => lack)].filter(
    (told) => told !== undefined,
  );
  if (reason !== undefined) throw new Refusal(reason);
}

/**
 * The start. Where there are two possible moments: the one that fits the duration, or else the last one before the
 * answer (or before the end, where nobody answered).
 */
function startOf(
  call: WrittenCall,
  starts: Moments,
  end: number,
  spanMs: number | undefined,
  answer = end,
): number {
  if (starts === undefined) {
    if (spanMs !== undefined) return end - spanMs;
    refuseDuration([call.duration]);
    return startMissing(call);
  }
  if (spanMs !== undefined) return nearest(starts, end - spanMs);
  return starts.findLast((moment) => moment <= answer) ?? starts[0] ?? end;
}

/** The answer of a call that was answered, though its time may not be written. */
function answerOf(answers: Moments, starts: Moments, end: number, { ring, talk }: WrittenCall): number {
  if (answers !== undefined)
    return talk.ms === undefined ? firstFrom(answers, starts?.[0] ?? end) : nearest(answers, end - talk.ms);
  if (talk.ms !== undefined) return end - talk.ms;
  if (talk.fault !== undefined) throw new Refusal(talk.fault);
  const [start] = starts ?? [];
  return start === undefined ? end : Math.min(start + (ring.ms ?? 0), end);
}
