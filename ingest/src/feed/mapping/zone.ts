import type { FeedContext } from '../format.ts';
import { createLocalTimes } from '../local-time.ts';
import { offsetOf } from '../written-time.ts';
import { bare, type Lookup } from './lookup.ts';
import type { Mapping, ZoneSource, zoneOffsets } from './mapping.ts';
import { Refusal } from './refusal.ts';

const unitMs = { hours: 3_600_000, minutes: 60_000, seconds: 1000 } as const;
/** No zone is farther from UTC. */
const farthestMs = 16 * unitMs.hours;

/** The zone of times that don't say theirs; undefined where each must. Throws FeedError for one that is unknown. */
export function zoneOf({ time }: Mapping, { timezone }: FeedContext): string | undefined {
  const said = time?.zone;
  const zone = typeof said !== 'string' || ['local', 'stated'].includes(said) ? timezone : said;
  if (zone !== undefined) createLocalTimes(zone);
  return zone;
}

/** A zone as a record names it: how far it is ahead of UTC, ms, or an IANA name; undefined where it names none. */
export type RecordZone = number | string | undefined;

/** Reads the zone that a column names. The reader throws Refusal for what is no zone. */
export function compileZone<R>({ from, offset }: ZoneSource, lookup: Lookup<R>): (record: R) => RecordZone {
  const value = lookup(from);
  const read = offset === undefined ? namedZone : countedZone(offset);
  const rule =
    offset === undefined ? 'a time zone such as America/Chicago or -06:00' : `a number of ${offset}`;
  return (record) => {
    const text = value(record).trim();
    const zone = text === '' ? undefined : read(text);
    if (text !== '' && zone === undefined) throw new Refusal(`${bare(from)}: must be ${rule}`);
    return zone;
  };
}

const countedZone =
  (offset: (typeof zoneOffsets)[number]) =>
  (text: string): RecordZone => {
    if (!/^[+-]?\d{1,6}(?:\.\d+)?$/.test(text)) return undefined;
    const [unit, side] = offset.split('-');
    const ms = Number(text) * (unit === 'hours' ? unitMs.hours : unit === 'minutes' ? unitMs.minutes : 1000);
    if (Math.abs(ms) >= farthestMs) return undefined;
    return side === 'west' ? -ms : ms;
  };

function namedZone(text: string): RecordZone {
  const offset = offsetOf(text.replace(/^(?:UTC|GMT)(?=[+-])/i, ''));
  if (offset !== undefined) return Number.isNaN(offset) ? undefined : offset;
  return isZone(text) ? text : undefined;
}

const known = new Map<string, boolean>();
const rememberedZones = 1_000;

function isZone(text: string): boolean {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= rememberedZones) known.clear();
  let is = true;
  try {
    createLocalTimes(text);
  } catch {
    is = false;
  }
  known.set(text, is);
  return is;
}
