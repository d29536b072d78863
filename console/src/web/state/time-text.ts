export type Zone = 'utc' | 'local';

const fields = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

/** ms since 1970 of a time that is given so, or as ISO 8601; undefined where it is neither. */
export function msOf(at: number | string): number | undefined {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return Number.isFinite(ms) ? ms : undefined;
}

/** Making a format is costly, and a table has hundreds of times. */
const clocks = new Map<string | undefined, Intl.DateTimeFormat>();
function clockOf(timeZone: string | undefined): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', { ...fields, ...(timeZone === undefined ? {} : { timeZone }) });
  clocks.set(timeZone, clock);
  return clock;
}

/** '2026-03-03 18:55:36 UTC', or '2026-03-03 13:55:36 EST'. `local` is the zone of whoever looks, unless named. */
export function timeText(ms: number, zone: Zone, local?: string): string {
  const clock = clockOf(zone === 'utc' ? 'UTC' : local);
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second, timeZoneName } = part;
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`;
}

const steps = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** '2 d 3 h', '4 min 5 s', '5.2 s', '340 ms': the two largest units. */
export function durationText(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const whole = Math.abs(ms);
  if (whole < 1_000) return `${sign}${Math.round(whole)} ms`;
  if (whole < 60_000) return `${sign}${Number((whole / 1_000).toFixed(1))} s`;
  const seconds = Math.round(whole / 1_000) * 1_000;
  const [index, [unit, size]] = [...steps.entries()].find(([, [, one]]) => seconds >= one) ?? [2, steps[2]];
  const count = Math.floor(seconds / size);
  const [smallUnit, smallSize] = steps[index + 1] ?? ['s', 1_000];
  const rest = Math.floor((seconds % size) / smallSize);
  return `${sign}${count} ${unit}${rest === 0 ? '' : ` ${rest} ${smallUnit}`}`;
}

/** A time as a field of a form takes it: '2026-03-03T18:55:36', in the zone that the page shows. */
export const fieldText = (ms: number, zone: Zone, local?: string): string =>
  timeText(ms, zone, local).slice(0, 19).replace(' ', 'T');

/** ms since 1970 of what stands in such a field; undefined where it is empty or no time. */
export function msOfField(text: string, zone: Zone): number | undefined {
  const ms = text === '' ? Number.NaN : Date.parse(zone === 'utc' ? `${text}Z` : text);
  return Number.isFinite(ms) ? ms : undefined;
}

/** A range of ten minutes before and after a call, for the search part of an address. */
export const around = (ms: number, eachSideMs = 600_000) => ({
  from: new Date(ms - eachSideMs).toISOString(),
  to: new Date(ms + eachSideMs).toISOString(),
});
