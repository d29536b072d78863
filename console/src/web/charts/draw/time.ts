import { dayMs, hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { scaleTime, scaleUtc } from 'd3-scale';

/** Whose clock the times are told by. */
export type Zone = 'utc' | 'local';

const zoneOf = (tz: Zone) => (tz === 'utc' ? { timeZone: 'UTC' } : {});

const clocks = new Map<Zone, Intl.DateTimeFormat>();
function clock(tz: Zone): Intl.DateTimeFormat {
  const kept =
    clocks.get(tz) ??
    // The locale of state/time-text.ts, so that a zone has one name: en-GB has 'GMT-5' for 'EST'.
    new Intl.DateTimeFormat('en-US', {
      ...zoneOf(tz),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
  clocks.set(tz, kept);
  return kept;
}

function partsOf(ms: number, tz: Zone): Readonly<Record<string, string>> {
  return Object.fromEntries(
    clock(tz)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
}

/** `2026-03-03`. */
export function dateText(ms: number, tz: Zone): string {
  const { year, month, day: date } = partsOf(ms, tz);
  return `${year}-${month}-${date}`;
}

/** The zone of a moment, such as `UTC` or `EST`. */
const zoneText = (ms: number, tz: Zone) => (tz === 'utc' ? 'UTC' : (partsOf(ms, tz)['timeZoneName'] ?? ''));

/** `18:20:05`, with thousandths where they are asked for. */
export function clockText(ms: number, tz: Zone, digits: 0 | 3 = 0): string {
  const { hour: h, minute: m, second: s, fractionalSecond } = partsOf(ms, tz);
  return `${h}:${m}:${s}${digits === 0 ? '' : `.${fractionalSecond}`}`;
}

/** `2026-03-03 18:20:05 UTC`. */
export const timeText = (ms: number, tz: Zone) =>
  `${dateText(ms, tz)} ${clockText(ms, tz)} ${zoneText(ms, tz)}`;

/** Name of a time axis: its zone, and the dates that it covers. */
export function timeAxisName([from, to]: readonly [number, number], tz: Zone): string {
  const [first, last] = [dateText(from, tz), dateText(to, tz)];
  const dates = first === last ? first : `${first} to ${last}`;
  return `time in ${tz === 'utc' ? 'UTC' : `your zone (${zoneText(from, tz)})`}, ${dates}`;
}

export interface TimeTick {
  readonly at: number;
  readonly text: string;
}

/** Ticks between two moments, about `count` of them: clock times, or dates where the axis covers days. */
export function timeTicks([from, to]: readonly [number, number], tz: Zone, count: number): TimeTick[] {
  const scale = (tz === 'utc' ? scaleUtc() : scaleTime()).domain([from, to]);
  const ticks = scale.ticks(count).map(Number);
  const [first = from, second = to] = ticks;
  const step = second - first;
  return ticks.map((at) => ({ at, text: tickText(at, tz, step) }));
}

function tickText(ms: number, tz: Zone, step: number): string {
  const { year, month, day: date, hour: h, minute: m } = partsOf(ms, tz);
  if (step >= 300 * dayMs) return String(year);
  if (step >= 20 * dayMs) return `${year}-${month}`;
  if (step >= dayMs) return `${month}-${date}`;
  if (step >= minuteMs) return h === '00' && m === '00' ? `${month}-${date}` : `${h}:${m}`;
  return clockText(ms, tz, step < 1_000 ? 3 : 0);
}

/** A length of time in words: `350 ms`, `12.4 s`, `5 min`, `3 h 20 min`, `2 days`. */
export function lengthText(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1_000) return `${Math.round(ms)} ms`;
  if (size < minuteMs) return `${(ms / 1_000).toFixed(1)} s`;
  if (size < hourMs) return `${Math.round(ms / minuteMs)} min`;
  if (size < 2 * dayMs) {
    const minutes = Math.round(size / minuteMs);
    return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
  }
  return `${Math.round(ms / dayMs)} days`;
}
