import { unknownHour } from '@ringtrace/schemas/tables/cdr';
import type { AreaCode } from './entries.ts';
import { areaOf, areas, exchangeOf } from './nanp.ts';
import { ZoneClock } from './zone-clock.ts';

const firstArea = 200;

/**
 * The local hour at a number, 0 to 23, by its area code; `unknownHour` where the number is of another plan, its code
 * is not known, or its area spans time zones: a call is not called nightly on a guess.
 */
export function localHours(codes: readonly AreaCode[]): (n: number, time: number) => number {
  const clocks: ZoneClock[] = [];
  const byZone = new Map<string, number>();
  // The last stands for other plans.
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
