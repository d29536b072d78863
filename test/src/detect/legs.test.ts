import { allDays, lookAt } from '@ringtrace/detect/builds/days';
import { hoursDue } from '@ringtrace/detect/campaigns/due';
import { insertLegs } from '@ringtrace/detect/campaigns/legs';
import { createMerge } from '@ringtrace/detect/campaigns/merge';
import { judgeDirtyHours } from '@ringtrace/detect/segments/judge';
import { LastJudgement } from '@ringtrace/detect/segments/last-judgement';
import { createSweep } from '@ringtrace/detect/worker/sweep';
import { tick } from '@ringtrace/detect/worker/tick';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { campaignSegmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { stitchedCalls, stitchedMinutes } from '@ringtrace/schemas/tables/judging';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { conclusions } from './snapshot.ts';
import { campaigns, everyday, honestBursts, toLegs, world } from './traffic.ts';

let engine: TestEngine;
/** Where the calls are judged, and what was seen meanwhile. Tests that change anything go on in a copy. */
let judged: Store;
let first: ReturnType<typeof watched>;
beforeAll(async () => {
  engine = await openTestEngine();
  judged = await engine.freshStore();
  await store(judged, rows);
  first = watched(judged);
  await tick(first.store);
});
afterAll(() => engine.stop());

const w = world(31);
const calls = [...everyday(w, 2_000), ...honestBursts(w), ...campaigns(w)].sort((a, b) => a.at - b.at);
const rows = toLegs(calls).map(({ row }) => row);

/** Segments with legs, those of campaigns that have legs, and those that only might be of a campaign. */
const segments = defineQuery()({
  name: 'segments and their legs',
  row: z.object({ with_legs: z.number(), of_campaigns: z.number(), all: z.number() }),
  sql: `
SELECT (SELECT uniqExact(segment_id) FROM segment_calls_store) AS with_legs,
  (SELECT uniqExact(segment_id) FROM campaign_segments_store FINAL WHERE campaign_id != '' AND legs_build != 0) AS of_campaigns,
  (SELECT count() FROM segments) AS all`,
});

/** Campaigns of which the legs that a reader finds are others than those that the campaign counts. */
const differing = defineQuery()({
  name: 'campaigns with other legs than they count',
  row: z.object({ campaign_id: z.string() }),
  sql: `
SELECT c.campaign_id AS campaign_id FROM campaigns AS c
LEFT JOIN (SELECT campaign_id, count() AS legs, uniqExact(call_key) AS calls FROM campaign_calls GROUP BY campaign_id) AS m
  ON m.campaign_id = c.campaign_id
WHERE c.status = 'open' AND (m.legs != c.legs OR m.calls != c.calls)`,
});

/** The same store; counts the segments whose legs are written, and does something once they are. */
function watched(target: Store, then: () => Promise<void> = async () => {}) {
  const written: number[] = [];
  const watching: Store = {
    ...target,
    async run(statement, params) {
      await target.run(statement, params);
      if (statement.name !== insertLegs.name) return;
      written.push(Object.values(params).flatMap((value) => (Array.isArray(value) ? value : [])).length);
      await then();
    },
  };
  return { store: watching, written };
}

it('are those of segments in campaigns alone, and are not written again while the calls are the same', async () => {
  const target = await engine.copyOf(judged);
  const [found] = await target.query(segments, {});
  expect(found?.of_campaigns).toBeGreaterThan(0);
  expect(found?.with_legs).toBe(found?.of_campaigns);
  expect(found?.all).toBeGreaterThan(found?.of_campaigns ?? 0);
  expect(first.written).toEqual([found?.of_campaigns]);

  // Everything is judged and merged again, with the same calls.
  await target.command("ALTER TABLE builds UPDATE arrivals = 1 WHERE rollup LIKE 'judge%'", undefined, {
    mutations_sync: '1',
  });
  const second = watched(target);
  expect((await tick(second.store)).judgedHours).toBeGreaterThan(0);
  expect(second.written).toEqual([]);
  expect(await target.query(differing, {})).toEqual([]);
});

it('are what the campaign counts, also between a judgement and the merge', async () => {
  const target = await engine.freshStore();
  const half = rows.length / 2;
  await store(target, rows.slice(0, half));
  await tick(target);
  expect((await conclusions(target)).campaigns.length).toBeGreaterThan(0);
  await store(target, rows.slice(half));
  const look = lookAt(await allDays(target));
  while ((await judgeDirtyHours(target, look, new LastJudgement())) > 0);
  expect(await target.query(differing, {})).toEqual([]);
  const due = await target.query(hoursDue, look);
  expect(await createMerge(target, new LastJudgement())(due)).toBeGreaterThan(0);
  expect(await target.query(differing, {})).toEqual([]);
});

it('are read from the records again where the kept calls are forgotten', async () => {
  const forgetful = await engine.freshStore();
  await store(forgetful, rows);
  const look = lookAt(await allDays(forgetful));
  while ((await judgeDirtyHours(forgetful, look, new LastJudgement())) > 0);
  for (const { name } of [stitchedMinutes, stitchedCalls]) await forgetful.command(`TRUNCATE TABLE ${name}`);
  await createMerge(forgetful, new LastJudgement())(await forgetful.query(hoursDue, look));
  // A merge alone opens no candidate.
  expect((await conclusions(forgetful)).campaigns).toEqual((await conclusions(judged)).campaigns);
});

it('are written again where another worker takes them for those of one that died', async () => {
  const disturbed = await engine.freshStore();
  await store(disturbed, rows);
  let isWritten = false;
  const swept = watched(disturbed, async () => {
    isWritten = !isWritten;
  });
  const sweeping: Store = {
    ...swept.store,
    async insertRows(table, inserted) {
      await disturbed.insertRows(table, inserted);
      if (!isWritten || table.name !== campaignSegmentsStore.name) return;
      await disturbed.command('TRUNCATE TABLE segment_calls_store');
    },
  };
  await expect(tick(sweeping)).rejects.toThrow('were deleted while they were written');
  await tick(sweeping);
  expect(swept.written.length).toBe(2);
  expect(await disturbed.query(differing, {})).toEqual([]);
  expect(await conclusions(disturbed)).toEqual(await conclusions(judged));
});

it('stay where a sweep comes, and go where their segment has others', async () => {
  const target = await engine.copyOf(judged);
  const before = await conclusions(target);
  // Of a worker that died long ago, and so many that a sweep is worthwhile.
  await target.command(
    'INSERT INTO segment_calls_store SELECT * REPLACE (1 AS build) FROM segment_calls_store',
  );
  await target.command(
    `INSERT INTO segment_calls_store SELECT s.* REPLACE (1 AS build) FROM segment_calls_store AS s CROSS JOIN numbers(40) AS n
     SETTINGS asterisk_include_alias_columns = 0`,
  );
  await createSweep(target)();
  const old = defineQuery()({
    name: 'legs of a worker that died',
    row: z.object({ legs: z.number() }),
    sql: 'SELECT count() AS legs FROM segment_calls_store WHERE build = 1',
  });
  await expect.poll(() => target.query(old, {}), { timeout: 120_000 }).toEqual([{ legs: 0 }]);
  expect(await conclusions(target)).toEqual(before);
});
