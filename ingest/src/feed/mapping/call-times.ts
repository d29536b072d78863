import { createLocalTimes, type LocalTimes } from '../local-time.ts';
import type { WrittenTime } from '../written-time.ts';
import { Refusal } from './refusal.ts';
import type { RecordZone } from './zone.ts';

/** A duration as a record has it; undefined where it has none. */
export interface WrittenDuration {
  readonly ms: number | undefined;
  /** Its column or columns; not there where the mapping names none. */
  readonly name?: string;
  /** Why the text is no duration. */
  readonly fault?: string;
  /** Why there is none though the record holds a text: a broken counter, say. It counts where one is needed. */
  readonly lack?: string;
}

/** A call's times as its record writes them. */
export interface WrittenCall {
  readonly start: WrittenTime | undefined;
  readonly answer: WrittenTime | undefined;
  readonly end: WrittenTime | undefined;
  /** Undefined where an answer time alone tells it. */
  readonly answered: boolean | undefined;
  /** From start to end, from start to answer, and from answer to end. */
  readonly duration: WrittenDuration;
  readonly ring: WrittenDuration;
  readonly talk: WrittenDuration;
  /** That the record itself names. */
  readonly zone: RecordZone;
  /** The column that may name the zone. */
  readonly zoneColumn?: string | undefined;
  /** The columns where start and end would stand. */
  readonly startName?: string | undefined;
  readonly endName?: string | undefined;
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
 * moment is taken and a note says so. Durations tie start, answer and end to each other, and stand for what is not
 * written: an end is the answer and the talk, else the start and the duration, else the start, the ring and the talk;
 * that of a call which nobody answered is its start and the duration or the ring. Throws Refusal for a time that
 * doesn't exist, whose zone isn't known, or that nothing tells.
 * @param timezone of times that don't say theirs; undefined: there must be none. Throws FeedError where it's unknown.
 */
export function createCallTimes(timezone: string | undefined): (call: WrittenCall) => CallTimes {
  const zoneOf = createZones(timezone);
  let lastEnd = Number.NEGATIVE_INFINITY;

  /** The end, and whether it had to be assumed. */
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

/** Gives what reads the times of a record in the zone that it names, or else in `timezone`. */
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

/** Unix' zero is no time, also where it is written as a wall clock. */
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
    throw new Refusal(`${field}: doesn't say a zone that is known${empty}: add --timezone`);
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

/** An attempt that failed has no duration in many files, and some write none at all. */
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

/** Throws Refusal where one of them says why it gives none. */
function refuseDuration(durations: readonly WrittenDuration[]): void {
  const [reason] = [...durations.map(({ fault }) => fault), ...durations.map(({ lack }) => lack)].filter(
    (told) => told !== undefined,
  );
  if (reason !== undefined) throw new Refusal(reason);
}

/** @param answer of a call that was answered. */
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

/** Of an answered call, at a time that may not be written. */
function answerOf(answers: Moments, starts: Moments, end: number, { ring, talk }: WrittenCall): number {
  if (answers !== undefined)
    return talk.ms === undefined ? firstFrom(answers, starts?.[0] ?? end) : nearest(answers, end - talk.ms);
  if (talk.ms !== undefined) return end - talk.ms;
  if (talk.fault !== undefined) throw new Refusal(talk.fault);
  const [start] = starts ?? [];
  return start === undefined ? end : Math.min(start + (ring.ms ?? 0), end);
}
