import { ordinaryOutcomes, segmentCounts, segmentFeatures } from '@ringtrace/detect/features/features';
import { type HourKey, hourKeyName } from '@ringtrace/detect/features/segment-key';
import { asked } from '@ringtrace/detect/features/sources';
import { stageCalls } from '@ringtrace/detect/features/stage';
import { baselineOf } from '@ringtrace/detect/segments/baseline';
import { baselinesOf, judgeSegment } from '@ringtrace/detect/segments/score';
import { isKept, keysToJudge } from '@ringtrace/detect/segments/screen';
import { buildPlans } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { campaigns, day, everyday, honestBursts, toLegs, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

it('leaves out honest traffic, and changes nothing of what is judged', async () => {
  const target = await engine.freshStore();
  const w = world(31);
  await store(
    target,
    toLegs([...everyday(w, 8_000), ...honestBursts(w), ...campaigns(w)]).map(({ row }) => row),
  );
  const first = day / 1000 + 9 * 3_600;
  const stage = { build: 1, first, end: first + 3 * 3_600 };
  await target.insertRows(
    buildPlans,
    [0, 1, 2].map((n) => ({
      build: stage.build,
      rollup: 'judge',
      carrier: '',
      bucket: first + n * 3_600,
      arrivals: 1,
    })),
  );
  await stageCalls(target, stage);
  const baselines = baselinesOf(await target.query(ordinaryOutcomes, stage));
  const baselineAt = (hour: number) => baselines.get(hour) ?? baselineOf([], []);
  const counts = await target.query(segmentCounts, { build: stage.build });
  const judgedOf = async (keys: readonly HourKey[]) => {
    const features = await target.query(segmentFeatures, { ...stage, keys });
    return features.map((f) => judgeSegment({ ...f, ...asked(f) }, baselineAt(f.hour))).filter(isKept);
  };
  const keys = keysToJudge(counts, baselineAt);
  expect(new Set(counts.map(hourKeyName)).size).toBeGreaterThan(keys.length);
  const [all, screened] = [await judgedOf(counts), await judgedOf(keys)];
  expect(screened).toEqual(all);
  expect(all.filter(({ verdict }) => verdict === 'suspicious').length).toBeGreaterThan(4);
});
