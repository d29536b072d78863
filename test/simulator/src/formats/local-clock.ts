const quarter = 15 * 60_000;

/**
 * Writes moments (ms since 1970) as `YYYY-MM-DD hh:mm:ss` of a time zone. It looks the zone's offset up once for each
 * quarter of an hour.
 */
export function localClock(timezone: string): (at: number) => string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const offsetAt = (at: number) => {
    const key = Math.floor(at / quarter);
    const known = offsets.get(key);
    if (known !== undefined) return known;
    const name = parts.formatToParts(key * quarter).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const offset = parseOffset(name);
    offsets.set(key, offset);
    return offset;
  };
  return (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ');
}

/** The offset of `GMT-06:00` (or `GMT` alone), ms. */
function parseOffset(name: string): number {
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name) ?? [];
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -ms : ms;
}
