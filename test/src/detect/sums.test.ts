import { ordinaryOutcomes, segmentCounts } from '@ringtrace/detect/features/counts';
import { segmentDetails } from '@ringtrace/detect/features/details';
import { knownUntil } from '@ringtrace/detect/features/known-until';
import { sumCalls } from '@ringtrace/detect/features/stage';
import { baselineOf } from '@ringtrace/detect/segments/baseline';
import { detailsOfBoth } from '@ringtrace/detect/segments/more-calls';
import { baselinesOf } from '@ringtrace/detect/segments/score';
import { keptSegments } from '@ringtrace/detect/segments/screen';
import { commonestOrigin } from '@ringtrace/detect/segments/segment';
import { twoHashes } from '@ringtrace/detect/sql/hashes';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hourS, minuteS } from '@ringtrace/schemas/durations';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { buildPlans } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { campaigns, day, everyday, honestBursts, toLegs, world } from './traffic.ts';

const first = day / 1000 + 9 * hourS;
const stage = { build: 1, first, end: first + 3 * hourS };

/** Of every third number: whoever is called there, nobody has the number. */
const isOfNobody = (number: number) => number % 3 === 0;
const reachingNobody = (row: CdrRow): CdrRow => ({ ...row, answer_time: null, sip_code: 404 });

let engine: TestEngine;
let target: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  target = await engine.freshStore();
  const w = world(31);
  const calls = [...everyday(w, 8_000), ...honestBursts(w), ...campaigns(w)];
  await store(
    target,
    toLegs(calls).map(({ row }) => (isOfNobody(row.called_number) ? reachingNobody(row) : row)),
  );
  const plan = (n: number) => ({
    build: 1,
    rollup: 'judge',
    carrier: '',
    bucket: first + n * hourS,
    arrivals: 1,
  });
  await target.insertRows(buildPlans, [0, 1, 2].map(plan));
  await sumCalls(target, stage);
});
afterAll(() => engine.stop());

const stitched = defineQuery()({
  name: 'stitched calls',
  row: z.object({ hour: z.number(), calling: z.number(), called: z.number() }),
  sql: `SELECT toUnixTimestamp(toStartOfHour(minute, 'UTC')) AS hour, calling_number AS calling, called_number AS called
    FROM stitched_calls WHERE (minute, build) IN (SELECT minute, build FROM stitched_minutes FINAL)`,
});

/** Keys of an hour that differ by their number, and those of which both hashes are the same value. */
const hashedAlike = defineQuery()({
  name: 'keys hashed alike',
  row: z.object({ keys: z.number(), alike: z.number() }),
  sql: `SELECT count() AS keys, countIf(${twoHashes(['hour', 'kind', 'number']).join(' = ')}) AS alike
    FROM (SELECT toDateTime(1800000000, 'UTC') AS hour, CAST('number', 'Enum8(''number'' = 1)') AS kind, number FROM numbers(1000))`,
});

const summed = defineQuery()({
  name: 'sums of hours',
  row: z.object({
    hour: z.number(),
    calls: z.number(),
    receiving: z.number(),
    called_back: z.number(),
    repeated: z.number(),
  }),
  sql: `SELECT toUnixTimestamp(hour) AS hour, sum(judge_sums.calls) AS calls, sum(judge_sums.receiving) AS receiving,
      sum(judge_sums.called_back) AS called_back, sum(judge_sums.repeated) AS repeated
    FROM judge_sums GROUP BY hour ORDER BY hour`,
});

/** The same, counted call by call. A call to a number that nobody has reaches nobody, so it is no call-back. */
async function counted() {
  const calls = await target.query(stitched, {});
  const reaching = calls.filter(({ called }) => !isOfNobody(called));
  const pairs = new Map<string, number>();
  const received = new Set<string>();
  const pair = (hour: number, calling: number, called: number) => `${hour} ${calling} ${called}`;
  for (const { hour, calling, called } of reaching) {
    const name = pair(hour, calling, called);
    pairs.set(name, (pairs.get(name) ?? 0) + 1);
    received.add(`${hour} ${called}`);
  }
  return [first, first + hourS, first + 2 * hourS].map((hour) => {
    const around = [hour - hourS, hour, hour + hourS];
    const own = calls.filter((call) => call.hour === hour);
    const receiving = own.filter(
      ({ calling }) => calling !== 0 && around.some((at) => received.has(`${at} ${calling}`)),
    );
    const calledBack = receiving.filter(
      ({ calling, called }) =>
        !isOfNobody(called) && around.some((at) => pairs.has(pair(at, called, calling))),
    );
    const repeated = own.filter(
      ({ calling, called }) =>
        !isOfNobody(called) &&
        ((pairs.get(pair(hour, calling, called)) ?? 0) > 1 ||
          (calling !== 0 && around.some((at) => at !== hour && pairs.has(pair(at, calling, called))))),
    );
    return {
      hour,
      calls: own.length,
      receiving: receiving.length,
      called_back: calledBack.length,
      repeated: repeated.length,
    };
  });
}

describe('two hashes of a key', () => {
  it('do not depend on each other where keys differ by a number alone', async () => {
    expect(await target.query(hashedAlike, {})).toEqual([{ keys: 1_000, alike: 0 }]);
  });
});

const hashOfNone = defineQuery()({
  name: 'hash of a withheld number',
  row: z.object({ hash: z.number() }),
  sql: 'SELECT toUInt32(cityHash64(toUInt64(0))) AS hash',
});

describe('what segments add up to', () => {
  it('is what their calls say, counted one by one', async () => {
    const hours = await target.query(summed, {});
    expect(hours).toEqual(await counted());
    expect(hours.some((hour) => hour.called_back > 0)).toBe(true);
    expect(hours.some((hour) => hour.repeated > 0)).toBe(true);
  });

  it('leaves honest traffic out, and has details of exactly the calls of what is kept', async () => {
    const baselines = baselinesOf(await target.query(ordinaryOutcomes, { build: 1 }));
    const counts = await target.query(segmentCounts, { build: 1, baselines: [] });
    const kept = keptSegments(counts, (hour) => baselines.get(hour) ?? baselineOf([], []));
    expect(kept.length).toBeGreaterThan(4);
    expect(kept.length).toBeLessThan(counts.length);
    const shares = [...baselines].flatMap(([hour, baseline]) =>
      baseline.outcome.map((share, outcome) => ({ hour, outcome, share })),
    );
    const sent = await target.query(segmentCounts, { build: 1, baselines: shares });
    expect(keptSegments(sent, (hour) => baselines.get(hour) ?? baselineOf([], []))).toEqual(kept);
    expect(sent.length).toBeLessThan(counts.length);
    const looked = kept.map(({ segment_id, counts: { segment } }) => ({
      segment,
      segment_id,
      known_build: 0,
    }));
    const details = await target.query(segmentDetails, { ...stage, looked });
    const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
    const told = details.map((one) => [one.segment, sum(one.areas[1]), sum(one.seconds[1])]);
    const wanted = kept.map(({ counts: { segment, calls, answered } }) => [segment, calls, answered]);
    expect(told.sort()).toEqual(wanted.sort());
    const hashes = details.map((one) => [one.segment, one.told]);
    expect(hashes.sort()).toEqual(kept.map(({ counts: { segment, content } }) => [segment, content]).sort());
  });

  it('has no number of callers who withhold theirs', async () => {
    const segments = await target.query(segmentCounts, { build: 1, baselines: [] });
    const unusable = segments.filter(({ unusable }) => unusable > 0);
    const looked = unusable.map(({ segment }) => ({ segment, segment_id: segment, known_build: 0 }));
    const details = await target.query(segmentDetails, { ...stage, looked });
    const [withheld] = await target.query(hashOfNone, {});
    expect(details.length).toBeGreaterThan(0);
    expect(details.filter(({ callers }) => callers.includes(withheld?.hash ?? -1))).toEqual([]);
  });

  it('has the same details where calls were looked at in two parts', async () => {
    const [odd, even] = [91, 92];
    const segments = await target.query(segmentCounts, { build: 1, baselines: [] });
    const named = segments.map(({ segment }) => ({ segment, segment_id: segment }));
    for (const build of [odd, even])
      await target.command(`
        INSERT INTO segment_call_keys (hour, build, segment_id, call_keys)
        SELECT hour, ${build}, toString(segment), arrayFilter(key -> key % 2 = ${build % 2}, call_keys)
        FROM judge_sums WHERE build = 1`);
    const detailsBut = async (known_build: number) => {
      const looked = named.map((one) => ({ ...one, known_build }));
      const found = await target.query(segmentDetails, { ...stage, looked });
      return new Map(
        found.map(({ segment, origins, told, ...details }) => [segment, { details, origins, told }]),
      );
    };
    const [all, one, other] = [await detailsBut(0), await detailsBut(odd), await detailsBut(even)];
    let inTwo = 0;
    for (const [segment, whole] of all) {
      const [a, b] = [one.get(segment), other.get(segment)];
      const together = a !== undefined && b !== undefined ? detailsOfBoth(a, b) : (a ?? b);
      expect(together?.told).toBe(whole.told);
      expect(together?.details).toEqual(whole.details);
      expect(together && commonestOrigin(together.origins)).toEqual(commonestOrigin(whole.origins));
      if (a !== undefined && b !== undefined) inTwo += 1;
    }
    expect(inTwo).toBeGreaterThan(4);
  });
});

describe('up to when traffic is known', () => {
  const known = async (build: number) =>
    (await target.query(knownUntil, { build })).map(({ hour, known_until_ms }) => [
      (hour - first) / hourS,
      (known_until_ms / 1_000 - first) / minuteS,
    ]);
  /** Notes minutes of a build, in minutes since `first`, each with its calls. */
  const note = (build: number, minutes: readonly (readonly [minute: number, calls: number])[]) =>
    target.command(`INSERT INTO judge_minutes (build, minute, minute_build, planned, calls) VALUES
      ${minutes.map(([minute, calls]) => `(${build}, ${first + minute * minuteS}, 1, true, ${calls})`).join(', ')}`);
  const steady = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => [from + i, 100] as const);

  it('is the newest minute of the hour and those beside it', async () => {
    await note(7, steady(0, 150));
    expect(await known(7)).toEqual([
      [-1, 59],
      [0, 119],
      [1, 149],
      [2, 149],
      [3, 149],
    ]);
  });

  it('is not told by a few records of a wrong clock, and by few records where there are few', async () => {
    await note(8, [...steady(0, 30), [50, 4]]);
    expect(await known(8)).toContainEqual([0, 29]);
    await note(9, [...steady(0, 30), [50, 5]]);
    expect(await known(9)).toContainEqual([0, 50]);
    await note(10, [
      [0, 400],
      [20, 1],
      [40, 1],
    ]);
    expect(await known(10)).toContainEqual([0, 40]);
  });
});
