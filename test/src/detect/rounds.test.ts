import { allDays, lookAt } from '@ringtrace/detect/builds/days';
import { hoursToJudge } from '@ringtrace/detect/builds/hours';
import { RestingHours } from '@ringtrace/detect/builds/resting-hours';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { RestingMinutes } from '@ringtrace/detect/features/resting-minutes';
import { noteMinutes } from '@ringtrace/detect/features/stage';
import { FillingBuckets } from '@ringtrace/detect/rollups/filling';
import { rebuildRollups } from '@ringtrace/detect/rollups/rebuild';
import { verifyRollups } from '@ringtrace/detect/rollups/verify';
import { currentSegments, namedSegments } from '@ringtrace/detect/segments/queries';
import { unchangedSegments } from '@ringtrace/detect/segments/unchanged';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { createSweep } from '@ringtrace/detect/worker/sweep';
import { createTick, tick } from '@ringtrace/detect/worker/tick';
import { aroundStatements } from '@ringtrace/platform/around-statements';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hourMs, hourS } from '@ringtrace/schemas/durations';
import { stitchedMinutes } from '@ringtrace/schemas/tables/judging';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { calledBack, day, everyday, randomNumber, toLegs, world } from './traffic.ts';

let engine: TestEngine;
/** Where some everyday calls are judged. Tests go on in a copy. */
let judged: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  judged = await engine.freshStore();
  await store(judged, calls(300));
  await tick(judged);
});
afterAll(() => engine.stop());

const calls = (count: number) => toLegs(everyday(world(3), count)).map((leg) => leg.row);

const widestPlan = defineQuery()({
  name: 'widest plan',
  row: z.object({ hours: z.number() }),
  sql: `SELECT max(hours) AS hours FROM (
    SELECT dateDiff('hour', min(bucket), max(bucket)) AS hours FROM build_plans GROUP BY build)`,
});
const anonymousBusy = defineQuery()({
  name: 'withheld callers in busy_numbers',
  row: z.object({ rows: z.number(), anonymous: z.number() }),
  sql: 'SELECT count() AS rows, countIf(calling_number = 0) AS anonymous FROM busy_numbers',
});

const superseded = defineQuery()({
  name: 'superseded rows',
  row: z.object({ rows: z.number() }),
  sql: 'SELECT count() AS rows FROM source_minutes_store WHERE build = 1',
});

const stages = defineQuery()({
  name: 'rows of stages',
  row: z.object({ rows: z.number() }),
  sql: 'SELECT count() AS rows FROM judge_sums',
});

const stitched = defineQuery()({
  name: 'stitched calls that hold',
  row: z.object({ minutes: z.number(), calls: z.number() }),
  sql: `SELECT (SELECT count() FROM stitched_minutes FINAL) AS minutes, count() AS calls FROM stitched_calls
    WHERE (minute, build) IN (SELECT minute, build FROM stitched_minutes FINAL)`,
});

const stored = defineQuery()({
  name: 'stitched calls that are stored',
  row: z.object({ rows: z.number() }),
  sql: 'SELECT count() AS rows FROM stitched_calls',
});

const stitchedWithin = defineQuery<{ first: number; end: number }>()({
  name: 'stitched calls that hold of some hours',
  row: z.looseObject({ call_ids: z.array(z.string()).nonempty() }),
  sql: `SELECT * EXCEPT (build) FROM stitched_calls
    WHERE (minute, build) IN (SELECT minute, build FROM stitched_minutes FINAL)
      AND minute >= fromUnixTimestamp({first: Int64}) AND minute < fromUnixTimestamp({end: Int64})
    ORDER BY minute, call_key`,
});

/** The same store, where another worker deletes something just before or after a judgement notes what it reads. */
const disturbed = (target: Store, when: 'before' | 'after', deletion: string): Store => ({
  ...target,
  async command(sql, params, settings) {
    if (sql === noteMinutes && when === 'before') await target.command(deletion);
    await target.command(sql, params, settings);
    if (sql === noteMinutes && when === 'after') await target.command(deletion);
  },
});

describe('a round', () => {
  it.each([
    ['before', 'TRUNCATE TABLE stitched_minutes', 'are not stitched'],
    ['after', 'TRUNCATE TABLE stitched_minutes', 'are not stitched'],
    ['after', 'TRUNCATE TABLE stitched_calls', 'calls 0 are left'],
    ['after', 'TRUNCATE TABLE judge_minutes', 'were not read'],
  ] as const)(
    'leaves hours dirty where, %s calls to judge are noted, there comes %s',
    async (when, deletion, says) => {
      const target = await engine.freshStore();
      await store(target, calls(300));
      await expect(tick(disturbed(target, when, deletion))).rejects.toThrow(says);
      expect((await detectBacklog(target)).dirtyWindows).toBeGreaterThan(0);
      // What another worker deletes with the calls are the minutes that note them.
      if (deletion.includes('stitched_calls')) await target.command(`TRUNCATE TABLE ${stitchedMinutes.name}`);
      while ((await tick(target)).leftHours > 0);
      expect((await detectBacklog(target)).dirtyWindows).toBe(0);
    },
  );

  it('reads no more than a day although one CDR has a wrong year', async () => {
    const target = await engine.freshStore();
    const rows = calls(300);
    const stray = rows
      .slice(0, 1)
      .map((row) => ({ ...row, start_time: Date.UTC(2003, 5, 1), call_id: 'stray' }));
    await store(target, [...rows, ...stray]);
    expect((await tick(target)).leftHours).toBeGreaterThan(0);
    expect((await tick(target)).leftHours).toBe(0);
    expect(await detectBacklog(target)).toMatchObject({ dirtyMinutes: 0, dirtyWindows: 0 });
    const [plan] = await target.query(widestPlan, {});
    expect(plan?.hours).toBeLessThan(24);
  });

  it('leaves a bucket that is still filling to a later round, and builds it once nothing more comes', async () => {
    const target = await engine.freshStore();
    const rows = calls(300);
    const rebuild = (filling: FillingBuckets) => rebuildRollups(target, { filling });
    const filling = new FillingBuckets();
    const dirty = async () => (await detectBacklog(target)).dirtyMinutes;
    await store(target, rows.slice(0, 200));
    const all = await dirty();
    expect(await rebuild(filling)).toBeLessThan(all);
    const left = await dirty();
    expect(left).toBeGreaterThan(0);
    expect(await rebuild(filling)).toBe(left);
    expect(await dirty()).toBe(0);
    await store(target, rows.slice(200));
    await rebuild(filling);
    // The newest buckets have grown since the last look, so they still wait.
    await store(
      target,
      rows.slice(200).map((row) => ({ ...row, call_id: `${row.call_id}-again` })),
    );
    const before = await dirty();
    expect(await rebuild(filling)).toBeLessThan(before);
    expect(await dirty()).toBeGreaterThan(0);
    expect(await rebuildRollups(target)).toBeGreaterThan(0);
    expect(await verifyRollups(target)).toEqual([]);
  });

  it('leaves late legs of minutes to a later round, and keeps their hours dirty until they are judged', async () => {
    const target = await engine.copyOf(judged);
    const newest = calls(300).toSorted((a, b) => b.start_time - a.start_time);
    const again = (name: string) => newest.map((row) => ({ ...row, call_id: `${row.call_id}-${name}` }));
    const callsKept = async () => (await target.query(stitched, {}))[0]?.calls ?? 0;
    const round = createTick(target, {
      restingMinutes: new RestingMinutes({ least: 1, waitMs: hourMs }),
    });
    // The first look does not know since when legs have waited.
    await store(target, again('first'));
    await round(await allDays(target));
    expect((await detectBacklog(target)).dirtyWindows).toBe(0);
    const before = await callsKept();

    await store(target, again('second').slice(0, 20));
    expect((await round(await allDays(target))).judgedHours).toBeGreaterThan(0);
    expect(await callsKept()).toBe(before);
    const { dirtyWindows } = await detectBacklog(target);
    expect(dirtyWindows).toBeGreaterThan(0);
    expect((await createTick(target)(await allDays(target))).judgedHours).toBe(dirtyWindows);
    expect((await detectBacklog(target)).dirtyWindows).toBe(0);
    expect(await callsKept()).toBeGreaterThan(before);
  });

  it('judges what has come for hours long over, although others keep coming all the time', async () => {
    const target = await engine.copyOf(judged);
    const clock = vi.spyOn(performance, 'now');
    onTestFinished(() => clock.mockRestore());
    const worth = { least: 1, waitMs: hourMs };
    const round = createTick(target, {
      restingHours: new RestingHours(worth),
      restingMinutes: new RestingMinutes(worth),
    });
    const newest = calls(300).toSorted((a, b) => b.start_time - a.start_time);
    const oldest = newest.at(-1);
    const live = newest[0];
    if (oldest === undefined || live === undefined) throw new Error('no calls');
    await store(target, [{ ...live, call_id: 'live' }]);
    await round(await allDays(target));
    await store(target, [{ ...oldest, call_id: 'late' }]);
    const isLeft = async () => {
      const hours = await target.query(hoursToJudge, lookAt(await allDays(target)));
      return hours.some(({ hour }) => hour < Math.floor(live.start_time / hourMs) * hourS - hourS);
    };
    expect(await isLeft()).toBe(true);
    const looks = 34;
    for (let look = 0; look < looks && (await isLeft()); look += 1) {
      clock.mockReturnValue(20_000 * look);
      await store(target, [{ ...live, call_id: `live-${look}` }]);
      await round(await allDays(target));
    }
    expect(await isLeft()).toBe(false);
  });

  it('opens no candidate before the call-backs of an hour that rests are judged', async () => {
    const target = await engine.freshStore();
    const w = world(31, 1);
    const number = randomNumber(w.random);
    const asked = calledBack(w, number);
    const nextHour = day + 10 * 3_600_000;
    const inHour = (hour: number, at: number) => hour + (at % 900_000);
    // Calls in the last quarter of an hour, and all their call-backs in the first one of the next.
    const moved = asked.map((attempt) => ({
      ...attempt,
      at: inHour(attempt.calling === number ? nextHour - 900_000 : nextHour, attempt.at),
    }));
    const rowsOf = (isBack: boolean) =>
      toLegs(moved.filter(({ calling }) => (calling !== number) === isBack)).map(({ row }) => row);
    const ordinary = toLegs(everyday(w, 1_000)).map(({ row }) => row);
    const round = createTick(target, {
      restingHours: new RestingHours(),
      opening: { longestMs: 600_000, clock: () => nextHour },
    });
    const candidates = async () => (await listCandidates(target)).map(({ status }) => status);

    await store(target, [...ordinary, ...rowsOf(false)]);
    await round(await allDays(target), false);
    expect(await candidates()).toEqual(['pending']);
    await store(target, rowsOf(true));
    expect(await round(await allDays(target))).toMatchObject({ openedCandidates: 0, restingHours: 0 });
    expect(await candidates()).toEqual(['withdrawn']);
  });

  it('reads back no segments that it has just written, and all of them where it starts anew', async () => {
    const target = await engine.freshStore();
    const ran: string[] = [];
    const watched = aroundStatements(target, (name, run) => {
      ran.push(name);
      return run();
    });
    const reads = [unchangedSegments.name, currentSegments.name, namedSegments.name];
    const w = world(31, 1);
    const attempts = [...calledBack(w, randomNumber(w.random)), ...everyday(w, 1_000)];
    const inOneHour = attempts.map((attempt) => ({ ...attempt, at: day + (attempt.at % 3_600_000) }));
    const rows = toLegs(inOneHour).map(({ row }) => row);
    const round = createTick(watched);
    await store(target, rows.slice(0, -20));
    await round(await allDays(target));
    await store(target, rows.slice(-20, -10));
    expect((await round(await allDays(target))).judgedHours).toBeGreaterThan(0);
    expect(ran.filter((name) => reads.includes(name))).toEqual([]);

    await store(target, rows.slice(-10));
    await createTick(watched)(await allDays(target));
    expect(ran).toEqual(expect.arrayContaining([unchangedSegments.name]));
  });

  it('merges what another worker judged under an older build number', async () => {
    const target = await engine.copyOf(judged);
    expect((await detectBacklog(target)).dirtyWindows).toBe(0);
    const bucket = day / 1000 + 20 * 3600;
    await target.insertRows(builds, [{ rollup: 'judge', carrier: '', bucket, build: 1, arrivals: 0 }]);
    expect((await detectBacklog(target)).dirtyWindows).toBe(1);
    await tick(target);
    expect((await detectBacklog(target)).dirtyWindows).toBe(0);
  });

  it('lists no withheld caller as a busy number, and agrees with cdr on durations', async () => {
    const target = await engine.freshStore();
    const rows = calls(200).map((row, i) => ({
      ...row,
      start_time: day + i * 100,
      answer_time: day + i * 100 + 5_500,
      end_time: day + i * 100 + 11_900 + i,
      calling_number: i % 2 === 0 ? 0 : 12_025_550_100,
    }));
    await store(target, rows);
    await tick(target);
    const [busy] = await target.query(anonymousBusy, {});
    expect(busy?.rows).toBeGreaterThan(0);
    expect(busy?.anonymous).toBe(0);
    expect(await verifyRollups(target)).toEqual([]);
  });

  it('sweeps only what no build needs any more', async () => {
    const target = await engine.copyOf(judged);
    const died = { build: 7, hour: day / 1000 };
    await target.command(`INSERT INTO judge_sums (build, hour) VALUES (${died.build}, ${died.hour})`);
    expect(await target.query(stages, {})).toEqual([{ rows: 1 }]);
    await createSweep(target)();
    expect(await target.query(stages, {})).toEqual([{ rows: 0 }]);
    expect(await verifyRollups(target)).toEqual([]);
  });

  it('forgets the stitched calls of a day that rests, and stitches them again for a late record', async () => {
    const [target, atOnce] = [await engine.freshStore(), await engine.freshStore()];
    const rows = calls(300);
    await store(target, rows.slice(1));
    await tick(target);
    const before = await target.query(stitched, {});
    expect(before).not.toEqual([{ minutes: 0, calls: 0 }]);
    await createSweep(target)();
    expect(await target.query(stitched, {})).toEqual(before);

    await target.command(`TRUNCATE TABLE ${stitchedMinutes.name}`);
    await target.command(
      `INSERT INTO ${stitchedMinutes.name} SELECT DISTINCT minute, 1 AS build, [] AS seen FROM stitched_calls`,
    );
    const sweep = createSweep(target);
    await sweep();
    expect(await target.query(stitched, {})).toEqual([{ minutes: 0, calls: 0 }]);
    // The calls were stitched just now. Their builds are dated back: the sweep spares what a worker may still be writing.
    await target.command('CREATE TABLE dated_back AS stitched_calls');
    await target.command('INSERT INTO dated_back SELECT * REPLACE (1 AS build) FROM stitched_calls');
    await target.command('EXCHANGE TABLES dated_back AND stitched_calls');
    expect(await target.query(stored, {})).not.toEqual([{ rows: 0 }]);
    await sweep();
    await expect.poll(() => target.query(stored, {}), { timeout: 120_000 }).toEqual([{ rows: 0 }]);

    await store(target, rows.slice(0, 1));
    await tick(target);
    await store(atOnce, rows);
    await tick(atOnce);
    const late = Math.floor((rows[0]?.start_time ?? 0) / 3_600_000) * 3_600;
    const window = { first: late - 3_600, end: late + 7_200 };
    expect(await target.query(stitchedWithin, window)).toEqual(await atOnce.query(stitchedWithin, window));
  });

  it('forgets no minute that was stitched lately, whatever else of its day rests', async () => {
    const target = await engine.copyOf(judged);
    const [before] = await target.query(stitched, {});
    // The look finds that the day rests; another worker stitches all but one of its minutes before the deletion.
    const overtaken: Store = {
      ...target,
      async command(sql, params, settings) {
        const isForgetting = sql.includes(`ALTER TABLE ${stitchedMinutes.name}`);
        if (isForgetting) await target.command('EXCHANGE TABLES stitched_lately AND stitched_minutes');
        await target.command(sql, params, settings);
      },
    };
    const first = '(SELECT min(minute) FROM stitched_minutes)';
    await target.command('CREATE TABLE stitched_lately AS stitched_minutes');
    await target.command(
      `INSERT INTO stitched_lately SELECT * REPLACE (if(minute = ${first}, 1, build) AS build) FROM stitched_minutes`,
    );
    await target.command('CREATE TABLE resting AS stitched_minutes');
    await target.command('INSERT INTO resting SELECT * REPLACE (1 AS build) FROM stitched_minutes');
    await target.command('EXCHANGE TABLES resting AND stitched_minutes');
    await createSweep(overtaken)();
    const [after] = await target.query(stitched, {});
    expect(after?.minutes).toBe((before?.minutes ?? 0) - 1);
  });

  it('sweeps builds that were superseded, where they are many', async () => {
    const target = await engine.copyOf(judged);
    await target.command(
      `INSERT INTO source_minutes_store SELECT * EXCEPT (number) REPLACE (1 AS build)
       FROM source_minutes_store AS s CROSS JOIN numbers(2000) AS n LIMIT 150000`,
    );
    const sweep = createSweep(target);
    await sweep();
    await expect
      .poll(async () => (await target.query(superseded, {}))[0]?.rows, { timeout: 120_000 })
      .toBe(0);
    await sweep();
    expect(await verifyRollups(target)).toEqual([]);
  });
});
