import { openTestStore } from '@ringtrace/local/test-services/store';
import { expect, it } from 'vitest';
import { measureWorld } from './measure.ts';
import { byAxis, reliability, sideBySide, summary, whyWrong } from './report.ts';

/** A seed of neither split. This test shows that the whole evaluation works, not how good detection is. */
const small = { seed: 901, calls: 40_000, campaigns: 8, bulkCallers: 30, hours: 12, reportingShare: 1 };

it('finds most campaigns of a drawn network, and accuses no legitimate caller of many', async () => {
  const { store, close } = await openTestStore();
  const world = await measureWorld(store, small);
  await close();
  expect(world.accused).toEqual([]);
  expect(world.evaluation.unmatchedLabels).toBe(0);
  expect(world.evaluation.campaigns).toHaveLength(small.campaigns);
  expect(world.evaluation.recall).toBeGreaterThan(0.5);
  expect(world.evaluation.legPrecision).toBeGreaterThan(0.9);
  const figures = summary([world]);
  expect(figures).toMatchObject({
    campaigns: 8,
    // 30 bulk callers, and two businesses with direct lines.
    'legitimate callers of many': 32,
    'legitimate callers accused': 0,
  });
  expect(byAxis([world]).length).toBeGreaterThan(20);
  expect(reliability([world]).length).toBeGreaterThan(0);
  const wrong = world.evaluation.candidates.filter(({ isTrue }) => !isTrue).length;
  const causes = whyWrong([world]).filter(({ why }) => why.startsWith('candidate wrong'));
  expect(causes.reduce((sum, { count }) => sum + count, 0)).toBe(wrong);
  const [ours] = sideBySide([world]).filter(({ rule }) => rule === 'Ringtrace');
  const others = sideBySide([world]).filter(({ rule }) => rule !== 'Ringtrace');
  expect(others).toHaveLength(5);
  for (const { F1 } of others)
    expect(Number.parseFloat(ours?.F1 ?? '0')).toBeGreaterThan(Number.parseFloat(F1));
});
