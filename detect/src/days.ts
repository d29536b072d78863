import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';

/** A day (UTC) as the partitions of `arrivals` and `builds` are named: 20260303. */
export type Day = number;

const partsByDay = defineQuery()({
  name: 'days and their parts',
  row: z.object({ day: z.number(), parts: z.string() }),
  sql: `SELECT toUInt32(partition) AS day, toString(sum(cityHash64(table, name))) AS parts FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN ('${arrivals.name}', '${builds.name}')
    GROUP BY day ORDER BY day`,
});
type DayParts = z.infer<typeof partsByDay.row>;

export async function allDays(store: Store): Promise<Day[]> {
  return (await store.query(partsByDay, {})).map(({ day }) => day);
}

/**
 * Which days may hold work: those whose arrivals or builds are not the parts they were when the day was last found to
 * hold none. Costs no reading of rows, however much is stored. A merge of parts changes their names too, which only
 * causes one more look.
 */
export class DayWatch {
  readonly #store: Store;
  #settled = new Map<Day, string>();

  constructor(store: Store) {
    this.#store = store;
  }

  async changed(): Promise<DayParts[]> {
    const days = await this.#store.query(partsByDay, {});
    return days.filter(({ day, parts }) => this.#settled.get(day) !== parts);
  }

  /** These were looked at after they were asked for, and held no work. */
  settle(days: readonly DayParts[]): void {
    for (const { day, parts } of days) this.#settled.set(day, parts);
  }

  /** Looks at every day again. */
  forget(): void {
    this.#settled = new Map();
  }
}

const dayMs = 86_400_000;

function shifted(day: Day, by: number): Day {
  const date = new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100));
  const other = new Date(date.getTime() + by * dayMs);
  return other.getUTCFullYear() * 10_000 + (other.getUTCMonth() + 1) * 100 + other.getUTCDate();
}

/** Days with those beside them, ascending: an hour's judgement depends on the hours beside it. */
export const withNeighbors = (days: readonly Day[]): Day[] =>
  [...new Set(days.flatMap((day) => [shifted(day, -1), day, shifted(day, 1)]))].sort((a, b) => a - b);

/** Times of these days; prunes partitions. */
export const inDays = (time: string, days: 'days' | 'near') =>
  `toYYYYMMDD(${time}) IN {${days}: Array(UInt32)}`;

/** Parameters of a look at some days. */
export const lookAt = (days: readonly Day[]) => ({ days, near: withNeighbors(days) });
export type LookAt = ReturnType<typeof lookAt>;
