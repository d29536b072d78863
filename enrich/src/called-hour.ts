import { unknownHour } from '@ringtrace/schemas/tables/cdr';
import type { AreaCode } from './entries.ts';
import { areaOf, areas, exchangeOf } from './nanp.ts';
import { ZoneClock } from './zone-clock.ts';

const firstArea = 200;

/**
 * Returns a function that gives the local hour (0 to 23) at a number (E.164 digits) at a time (ms since 1970), by its
 * area code. The hour is `unknownHour` where the number is of another plan, its area code is not known, or its area
 * spans several time zones: a wrong hour could make a call look like a call at night.
 */
export function localHours(codes: readonly AreaCode[]): (n: number, time: number) => number {
  const clocks: ZoneClock[] = [];
  const byZone = new Map<string, number>();
  // For each area code: index + 1 into `clocks`; 0 = not known. The last element stands for other plans.
  const clockOfArea = new Uint8Array(areas + 1);
  for (const { npa, time_zones } of codes) {
    const [zone] = time_zones;
    if (zone === undefined || time_zones.length > 1) continue;
    const clock = byZone.get(zone) ?? clocks.push(new ZoneClock(zone));
    byZone.set(zone, clock);
    clockOfArea[Number(npa) - firstArea] = clock;
  }
  return (n, time) => {
    const clock = clockOfArea[areaOf(exchangeOf(n))] ?? 0;
    return clocks[clock - 1]?.hourAt(time) ?? unknownHour;
  };
}
