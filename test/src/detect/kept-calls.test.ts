import { stitchMinutes } from '@ringtrace/detect/features/minutes';
import { RestingMinutes } from '@ringtrace/detect/features/resting-minutes';
import { stitchRules } from '@ringtrace/detect/features/stitch/stitch';
import { judgeAgain } from '@ringtrace/detect/rollups/touch';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { hourMs } from '@ringtrace/schemas/durations';
import type { RowOf } from '@ringtrace/schemas/table';
import { dismissedCallersStore, verdictsStore } from '@ringtrace/schemas/tables/casework';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { stitchedMinutes } from '@ringtrace/schemas/tables/judging';
import { buildPlans } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { legsOf } from './network.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const hour = Date.UTC(2026, 2, 10, 9);

const kept = defineQuery()({
  name: 'calls that hold',
  row: z.looseObject({ call_ids: z.array(z.string()), calling_number: z.number() }),
  sql: `SELECT * EXCEPT (build) FROM stitched_calls
    WHERE (minute, build) IN (SELECT minute, build FROM stitched_minutes FINAL) ORDER BY minute, call_key`,
});

async function planned(target: Store, build: number) {
  const first = hour / 1000;
  const plan = { build, rollup: 'judge', carrier: '', bucket: first, arrivals: build };
  await target.insertRows(buildPlans, [plan]);
  return { build, first, end: first + 3600 };
}

async function stitch(target: Store, build: number) {
  await stitchMinutes(target, await planned(target, build));
}

/** A store with all of the records, which were stitched at once. */
async function stitchedAtOnce(rows: readonly CdrRow[]): Promise<Store> {
  const target = await engine.freshStore();
  await store(target, rows);
  await stitch(target, 1);
  return target;
}

const noted = defineQuery()({
  name: 'minutes that are stitched',
  row: z.object({ minute: z.number(), build: z.number(), seen: z.array(z.number()) }),
  sql: 'SELECT toUnixTimestamp(minute) AS minute, build, seen FROM stitched_minutes FINAL ORDER BY stitched_minutes.minute',
});

const newest = defineQuery()({
  name: 'calls of the newest build',
  row: z.object({ calls: z.number() }),
  sql: 'SELECT count() AS calls FROM stitched_calls WHERE build = (SELECT max(build) FROM stitched_calls)',
});

/** A caller of some of the calls that are drawn below, where its number alone has calls that start at other providers too. */
const event = { candidate_id: 'TB-1', sequence: 1, changed_at: hour, changed_by: 'anna' };
const dismissal: RowOf<typeof dismissedCallersStore> = {
  ...event,
  calling_number: 12_025_550_100,
  origin_provider: 'north',
  customer: 'x',
  holder_ocn: '',
};
const verdict: RowOf<typeof verdictsStore> = {
  ...event,
  campaign_id: 'c',
  verdict: 'dismissed',
  revision: 1,
  score: 0.9,
  given_by: 'anna',
  reason: 'a school',
  given_at: hour,
};

const carriers = ['north', 'south', 'transit1'];
/** What a correction may change. */
const changes: readonly Partial<CdrRow>[] = [
  { withdrawn: true },
  { called_number: 13_035_550_102 },
  { upstream: 'offshore' },
];

/**
 * Legs of three pairs of numbers, one of a withheld caller, over eight minutes: chains of all lengths, over the minutes' edges; and calls of others
 * between them.
 */
function drawLegs(random: Seeded): CdrRow[] {
  const [template] = legsOf(
    { at: 0, calling: 1, called: 1, path: ['north'], customer: 'x', attestation: '', talkS: 5, label: '' },
    0,
  );
  if (template === undefined) throw new Error('no leg to start from');
  const lone = Array.from({ length: 60 }, (_, i) => ({
    ...template.row,
    call_id: `lone-${i}`,
    ver: BigInt(i),
    start_time: hour + 600_000 + random.below(900_000),
    calling_number: 12_025_560_000 + i,
  }));
  const chains = [12_025_550_100, 12_025_550_101, 0].flatMap((calling_number, pair) => {
    let at = hour + 600_000;
    return Array.from({ length: 60 }, (_, i) => {
      at += random.next() < 0.6 ? random.below(10_500) : random.below(25_000);
      return {
        ...template.row,
        carrier: random.pick(carriers),
        upstream: random.pick(['', ...carriers]),
        downstream: random.pick(['', ...carriers]),
        call_id: `${pair}-${i}`,
        ver: BigInt(i),
        start_time: at,
        calling_number,
        called_number: 13_035_550_100 + pair,
      };
    });
  });
  return [...chains, ...lone];
}

/** The same records once more, each corrected. */
const corrected = (random: Seeded, rows: readonly CdrRow[]) =>
  rows.map((row) => ({
    ...row,
    revision: 1,
    ver: (1n << 56n) + row.ver,
    ...random.pick(changes),
  }));

it.each([1, 2, 3, 4])('are the same whatever came when, seed %i', async (seed) => {
  const random = seeded(seed);
  const rows = drawLegs(random);
  const corrections = corrected(
    random,
    rows.filter(() => random.next() < 0.15),
  );
  const atOnce = await stitchedAtOnce([...rows, ...corrections]);

  const piecemeal = await engine.freshStore();
  const shuffled = random.shuffled([...rows, ...corrections]);
  let build = 0;
  for (let from = 0; from < shuffled.length; ) {
    const to = from + 1 + random.below(60);
    await store(piecemeal, shuffled.slice(from, to));
    build += 1;
    await stitch(piecemeal, build);
    from = to;
  }
  const calls = await atOnce.query(kept, {});
  const legs = calls.flatMap((call) => call.call_ids);
  expect(new Set(legs).size).toBe(legs.length);
  expect(legs.length).toBeGreaterThan(150);
  expect(calls.some((call) => call.call_ids.length > 1)).toBe(true);
  expect(await piecemeal.query(kept, {})).toEqual(calls);
});

it.each([21, 22, 23, 24])(
  'are the same although minutes rested while legs came late, seed %i',
  async (seed) => {
    const random = seeded(seed);
    const rows = drawLegs(random);
    const all = [...rows, ...corrected(random, rows.slice(0, 30))];
    const atOnce = await stitchedAtOnce(all);

    const piecemeal = await engine.freshStore();
    // Two legs in five of a minute have to come before the minute is stitched again.
    const resting = new RestingMinutes({ least: 1, waitMs: 4_000 });
    const clock = vi.spyOn(performance, 'now');
    onTestFinished(() => clock.mockRestore());
    let left = 0;
    const shuffled = random.shuffled(all);
    for (let from = 0, build = 1; from < shuffled.length; build += 1) {
      const to = from + 1 + random.below(30);
      await store(piecemeal, shuffled.slice(from, to));
      clock.mockReturnValue(10_000 * build);
      left += (await stitchMinutes(piecemeal, await planned(piecemeal, build), { resting })).length;
      from = to;
    }
    clock.mockRestore();
    await stitch(piecemeal, 1_000);
    expect(left).toBeGreaterThan(0);
    expect(await piecemeal.query(kept, {})).toEqual(await atOnce.query(kept, {}));
  },
);

it('are the same where legs come in order of time, although a person dismissed some calls of a pair of numbers', async () => {
  const legs = drawLegs(seeded(11)).sort((a, b) => a.start_time - b.start_time);
  const stores = [await engine.freshStore(), await engine.freshStore()] as const;
  for (const target of stores) {
    await target.insertRows(dismissedCallersStore, [dismissal]);
    await target.insertRows(verdictsStore, [verdict]);
  }
  const [atOnce, piecemeal] = stores;
  await store(atOnce, legs);
  await stitch(atOnce, 1);
  for (let from = 0, build = 1; from < legs.length; from += 40, build += 1) {
    await store(piecemeal, legs.slice(from, from + 40));
    await stitch(piecemeal, build);
  }
  const calls = await atOnce.query(kept, {});
  expect(calls.flatMap(({ call_ids }) => call_ids).length).toBeLessThan(legs.length);
  expect(calls.filter(({ calling_number }) => calling_number === dismissal.calling_number)).not.toEqual([]);
  expect(await piecemeal.query(kept, {})).toEqual(calls);
});

it('lack the calls that a person dismissed since, although the new arrival that tells of it is one among many', async () => {
  const legs = drawLegs(seeded(12));
  const target = await engine.freshStore();
  const resting = new RestingMinutes({ least: 1, waitMs: hourMs });
  const stitchLater = async (build: number) =>
    stitchMinutes(target, await planned(target, build), { resting });
  await store(target, legs);
  await stitchLater(1);
  const before = await target.query(kept, {});
  const isDismissed = ({ calling_number }: (typeof before)[number]) =>
    calling_number === dismissal.calling_number;

  await target.insertRows(dismissedCallersStore, [dismissal]);
  await target.insertRows(verdictsStore, [verdict]);
  await judgeAgain(target, [dismissal.calling_number]);
  expect(await target.query(kept, {})).toEqual(before);
  expect(await stitchLater(2)).toEqual([]);
  const after = await target.query(kept, {});
  expect(after.filter(isDismissed).length).toBeLessThan(before.filter(isDismissed).length);
  expect(after.filter((call) => !isDismissed(call))).toEqual(before.filter((call) => !isDismissed(call)));
});

/** A store on which the so many-th statement fails. */
function failing(target: Store, statement: number): Store {
  let left = statement;
  return {
    ...target,
    async run(...told) {
      left -= 1;
      if (left < 0) throw new Error('the worker died');
      await target.run(...told);
    },
  };
}

it.each([7, 8])('are the same although workers died between statements, seed %i', async (seed) => {
  const random = seeded(seed);
  const rows = drawLegs(random);
  const all = [...rows, ...corrected(random, rows.slice(0, 30))];
  const atOnce = await stitchedAtOnce(all);

  const piecemeal = await engine.freshStore();
  let died = 0;
  for (const [build, from] of [0, 90, 150, 200].entries()) {
    await store(piecemeal, all.slice(from, [90, 150, 200, all.length][build]));
    const stage = await planned(piecemeal, build + 1);
    await stitchMinutes(failing(piecemeal, random.below(12)), stage, { mostLegs: 20 }).catch(() => {
      died += 1;
    });
  }
  await stitch(piecemeal, 9);
  expect(died).toBeGreaterThan(0);
  expect(await piecemeal.query(kept, {})).toEqual(await atOnce.query(kept, {}));
});

it('are stitched again only where a pair of numbers has new legs', async () => {
  const target = await engine.freshStore();
  const [first, ...others] = drawLegs(seeded(9)).filter(({ call_id }) => call_id.startsWith('lone'));
  if (first === undefined) throw new Error('no legs');
  await store(target, others);
  await stitch(target, 1);
  await store(target, [first]);
  const stitched: number[] = [];
  const counted: Store = {
    ...target,
    async run(statement, params) {
      await target.run(statement, params);
      if (statement.name !== 'stitch minutes') return;
      const [rows] = await target.query(newest, {});
      stitched.push(rows?.calls ?? 0);
    },
  };
  await stitchMinutes(counted, await planned(target, 2));
  expect(stitched).toEqual([1]);
  expect(await target.query(kept, {})).toHaveLength(60);
});

it('are the same in several statements for each minute', async () => {
  const rows = drawLegs(seeded(5));
  const [atOnce, cut] = [await engine.freshStore(), await engine.freshStore()];
  for (const target of [atOnce, cut]) await store(target, rows);
  await stitch(atOnce, 1);
  let statements = 0;
  const counted: Store = {
    ...cut,
    run(statement, params) {
      statements += 1;
      return cut.run(statement, params);
    },
  };
  await stitchMinutes(counted, await planned(cut, 1), { mostLegs: 5 });
  const minutes = await cut.query(noted, {});
  expect(statements).toBeGreaterThan(2 * minutes.length);
  const calls = await atOnce.query(kept, {});
  expect(calls.length).toBeGreaterThan(100);
  expect(await cut.query(kept, {})).toEqual(calls);
});

it('are stitched again where other rules have stitched them, and only there', async () => {
  const target = await engine.freshStore();
  await store(target, drawLegs(seeded(6)));
  await stitch(target, 1);
  const before = await target.query(noted, {});
  await stitch(target, 2);
  expect(await target.query(noted, {})).toEqual(before);

  const [first, second, ...others] = before;
  if (first === undefined || second === undefined) throw new Error('too few minutes');
  const [rules, ...seen] = first.seen;
  expect(rules).toBe(stitchRules);
  await target.insertRows(stitchedMinutes, [
    { ...first, build: first.build + 1, seen: [stitchRules + 1, ...seen] },
  ]);
  await stitch(target, 3);
  const [again, ...rest] = await target.query(noted, {});
  expect(again?.build).toBeGreaterThan(first.build + 1);
  expect(again?.seen).toEqual(first.seen);
  expect(rest).toEqual([second, ...others]);
});
