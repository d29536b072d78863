import { dayS, hourS } from '@ringtrace/schemas/durations';

/** Days before an hour that say what is usual. */
export const usualDays = 14;

/** Hours without a call where calls were to be expected. */
export interface SilentHours {
  /** s since 1970, the first hour. */
  readonly from: number;
  /** The first moment behind the last hour. */
  readonly to: number;
  /** Days before on which the same hours had calls, and days that are known; the least of all hours. */
  readonly usual: number;
  readonly known: number;
}

/**
 * The silent hours of a feed between `from` and `to` (s since 1970). `hours` are those with calls, also of the days before. An hour
 * without a call is silent where at least half of the days before, of 14 at most, had calls in the same hour. Where no day before is
 * known, it is silent because it lies between hours with calls. Before the first call and behind the last one, nothing is known.
 */
export function silentHours(hours: readonly number[], from: number, to: number): SilentHours[] {
  const called = new Set(hours);
  const first = Math.min(...hours);
  const last = Math.max(...hours);
  const found: SilentHours[] = [];
  const begin = Math.max(Math.ceil(from / hourS) * hourS, first);
  for (let hour = begin; hour < Math.min(to, last); hour += hourS) {
    if (called.has(hour)) continue;
    const days = Array.from({ length: usualDays }, (_, i) => hour - (i + 1) * dayS);
    const known = days.filter((day) => day >= first);
    const usual = known.filter((day) => called.has(day)).length;
    if (usual * 2 < known.length) continue;
    const before = found.at(-1);
    if (before?.to === hour)
      found[found.length - 1] = {
        from: before.from,
        to: hour + hourS,
        usual: Math.min(before.usual, usual),
        known: Math.min(before.known, known.length),
      };
    else found.push({ from: hour, to: hour + hourS, usual, known: known.length });
  }
  return found;
}
