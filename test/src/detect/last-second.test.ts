import { rebuildRollups } from '@ringtrace/detect/rollups/rebuild';
import { startsWithin } from '@ringtrace/detect/sql/start-time';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { minuteS } from '@ringtrace/schemas/durations';
import { arrivals, cdrStore } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { day, everyday, toLegs, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

/**
 * The engine keeps the key of every 8,192nd row (a granule). Here the second such key lies in the last second of the
 * minute.
 */
const granuleRows = 8_192;
const lastSecond = 300;
const ofAlpha = granuleRows + lastSecond;

/**
 * A minute of two carriers, in the order of their keys. The first carrier's rows of the last second begin a granule.
 */
function fullMinute() {
  const [row] = toLegs(everyday(world(5), 1)).map((leg) => leg.row);
  if (row === undefined) throw new Error('the simulator made no leg');
  const rowAt = (carrier: string, ms: number, i: number) => {
    const start_time = day + ms;
    return { ...row, carrier, call_id: `call-${i}`, start_time, answer_time: null, end_time: start_time };
  };
  const spread = (i: number) => Math.floor((i * 59_000) / granuleRows);
  return [
    ...Array.from({ length: granuleRows }, (_, i) => rowAt('alpha', spread(i), i)),
    ...Array.from({ length: lastSecond }, (_, i) => rowAt('alpha', 59_500 + i, granuleRows + i)),
    ...Array.from({ length: granuleRows }, (_, i) => rowAt('zulu', spread(i), i)),
  ];
}

const legsInRollups = defineQuery()({
  name: 'legs in rollups',
  row: z.object({ source_minutes: z.number(), busy_numbers: z.number() }),
  sql: `SELECT (SELECT sum(legs) FROM source_minutes) AS source_minutes, (SELECT sum(legs) FROM busy_numbers) AS busy_numbers`,
});

const startedWithin = (first: number, end: number) =>
  defineQuery()({
    name: "a carrier's CDRs that start within",
    row: z.object({ cdrs: z.number() }),
    sql: `SELECT count() AS cdrs FROM cdr WHERE carrier = 'alpha' AND ${startsWithin(`${first}`, `${end}`)}`,
  });

describe('the last second before a limit on start_time', () => {
  it('is in the rollups of its minute', async () => {
    const target = await engine.freshStore();
    await target.insertRows(cdrStore, fullMinute());
    // The other carrier's arrivals are not seen yet, so its minute is in no build plan.
    await target.insertRows(arrivals, [{ carrier: 'alpha', minute: day / 1000, cdrs: ofAlpha }]);
    await rebuildRollups(target);
    expect(await target.query(legsInRollups, {})).toEqual([
      { source_minutes: ofAlpha, busy_numbers: ofAlpha },
    ]);
  });

  it('belongs to the seconds before the limit and not to those behind it', async () => {
    const target = await engine.freshStore();
    await target.insertRows(cdrStore, fullMinute());
    const start = day / 1000;
    const count = async (first: number, end: number) =>
      (await target.query(startedWithin(first, end), {}))[0]?.cdrs;
    expect(await count(start, start + minuteS)).toBe(ofAlpha);
    expect(await count(start + minuteS - 1, start + minuteS)).toBe(lastSecond);
    expect(await count(start + minuteS, start + 2 * minuteS)).toBe(0);
  });
});
