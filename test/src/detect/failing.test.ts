import { listCandidates } from '@ringtrace/detect/explain';
import { detectMetrics } from '@ringtrace/detect/metrics';
import { runDetect } from '@ringtrace/detect/run';
import { DetectWatch } from '@ringtrace/detect/watch';
import { createLog } from '@ringtrace/platform/log';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { troublesNow } from '@ringtrace/platform/troubles';
import { segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { campaigns, everyday, toLegs, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.stop());

const patient = { timeout: 120_000 };

it('rounds that fail for good are told everywhere, until they go well again', async () => {
  const target = await engine.freshStore();
  const w = world(1);
  await store(
    target,
    toLegs([...everyday(w, 6_000), ...campaigns(w)]).map((leg) => leg.row),
  );
  await target.command(`RENAME TABLE ${segmentsStore.name} TO elsewhere`);

  const leave = new AbortController();
  const watch = new DetectWatch(target, leave.signal);
  const metrics = new Metrics();
  const count = detectMetrics(metrics, target);
  const running = runDetect({
    store: watch.watched(),
    publish: async () => {},
    log: createLog('test', 'silent'),
    signal: leave.signal,
    pollMs: 20,
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
  leave.abort();
  await running;
  expect(await failingRounds()).toBe(0);
  await vi.waitFor(async () => expect(await target.query(troublesNow, {})).toEqual([]), patient);
});
