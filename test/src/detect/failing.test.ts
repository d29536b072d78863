import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { detectMetrics } from '@ringtrace/detect/worker/metrics';
import type { DetectProgress } from '@ringtrace/detect/worker/progress';
import { runDetect } from '@ringtrace/detect/worker/run';
import { tick } from '@ringtrace/detect/worker/tick';
import { DetectWatch } from '@ringtrace/detect/worker/watch';
import type { Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { troublesNow } from '@ringtrace/platform/troubles';
import { campaignsStore, segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { campaigns, everyday, honestBursts, toLegs, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const patient = { timeout: 120_000 };

/** A store with traffic that contains four campaigns. */
async function storeWithTraffic() {
  const target = await engine.freshStore();
  const w = world(1);
  await store(
    target,
    toLegs([...everyday(w, 6_000), ...honestBursts(w), ...campaigns(w)]).map((leg) => leg.row),
  );
  return target;
}

/** Runs a detect worker that is watched as in production, until `stop` is called. */
function startDetect(target: Store) {
  const leave = new AbortController();
  const watch = new DetectWatch(target, leave.signal);
  const metrics = new Metrics();
  const count = detectMetrics(metrics, target);
  const told: DetectProgress[] = [];
  const running = runDetect({
    store: watch.watched(),
    publish: async () => {},
    log: createLog('test', 'silent'),
    signal: leave.signal,
    pollMs: 20,
    onProgress: (progress) => told.push(progress),
    onRound(end) {
      count(end);
      watch.round(end);
    },
  });
  const failingRounds = async () =>
    Number(
      /_failing_rounds (\d+)$/m.exec(
        await metrics.registry.getSingleMetricAsString('ringtrace_detect_failing_rounds'),
      )?.[1],
    );
  const stop = () => {
    leave.abort();
    return running;
  };
  return { watch, told, failingRounds, stop };
}

it('a round whose last step fails is not taken for one that went well', async () => {
  const target = await storeWithTraffic();
  await target.command('RENAME TABLE campaigns TO elsewhere');
  const { watch, told, failingRounds, stop } = startDetect(target);
  await vi.waitFor(async () => expect(await failingRounds()).toBeGreaterThanOrEqual(5), patient);
  expect((await watch.ready())['rounds']?.detail).toContain('UNKNOWN_TABLE (open campaigns and candidates)');
  expect(told).toEqual([]);

  await target.command('RENAME TABLE elsewhere TO campaigns');
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ campaigns: 4, candidates: 4 }), patient);
  await vi.waitFor(async () => expect((await watch.ready())['rounds']?.ok).toBe(true), patient);
  await stop();
});

it('hours whose merge failed stay due', async () => {
  const target = await storeWithTraffic();
  await target.command(`RENAME TABLE ${campaignsStore.name} TO elsewhere`);
  await expect(tick(target)).rejects.toThrow();
  const { dirtyMinutes, dirtyWindows } = await detectBacklog(target);
  expect(dirtyMinutes).toBe(0);
  expect(dirtyWindows).toBeGreaterThan(0);

  await target.command(`RENAME TABLE elsewhere TO ${campaignsStore.name}`);
  await tick(target);
  expect(await detectBacklog(target)).toMatchObject({ dirtyMinutes: 0, dirtyWindows: 0 });
  expect(await listCandidates(target)).toHaveLength(4);
});

it('rounds that fail for good are told everywhere, until they go well again', async () => {
  const target = await storeWithTraffic();
  await target.command(`RENAME TABLE ${segmentsStore.name} TO elsewhere`);
  const { watch, failingRounds, stop } = startDetect(target);

  await vi.waitFor(async () => expect(await failingRounds()).toBeGreaterThanOrEqual(3), patient);
  const { rounds } = await watch.ready();
  expect(rounds?.ok).toBe(false);
  expect(rounds?.detail).toMatch(/^failed \d+ times in a row since \S+Z: UNKNOWN_TABLE/);
  await vi.waitFor(async () => {
    const [trouble, ...others] = await target.query(troublesNow, {});
    expect(others).toEqual([]);
    expect(trouble).toMatchObject({ worker: 'detect', what: 'rounds' });
    expect(trouble?.reason).toMatch(/^UNKNOWN_TABLE/);
    expect(trouble?.failures).toBeGreaterThanOrEqual(3);
  }, patient);

  await target.command(`RENAME TABLE elsewhere TO ${segmentsStore.name}`);
  await vi.waitFor(async () => expect(await listCandidates(target)).toHaveLength(4), patient);
  await vi.waitFor(async () => expect((await watch.ready())['rounds']?.ok).toBe(true), patient);
  await stop();
  expect(await failingRounds()).toBe(0);
  await vi.waitFor(async () => expect(await target.query(troublesNow, {})).toEqual([]), patient);
});
