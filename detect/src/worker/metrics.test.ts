import { Metrics } from '@ringtrace/platform/metrics/registry';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { detectMetrics } from './metrics.ts';

/** Never asked: only a scrape as a whole looks at the store. */
const store = unreachableStore();

it('rounds that fail in a row are counted until one goes well', async () => {
  const metrics = new Metrics();
  const count = detectMetrics(metrics, store);
  const failing = async () =>
    (await metrics.registry.getSingleMetricAsString('ringtrace_detect_failing_rounds')).split(' ').at(-1);
  const at = { startedAt: 0, endedAt: 1 };
  const fails = () => count({ ...at, outcome: 'failed', error: new Error('away') });
  expect(await failing()).toBe('0');
  fails();
  fails();
  expect(await failing()).toBe('2');
  count({ ...at, outcome: 'idle', complete: true });
  expect(await failing()).toBe('0');
  fails();
  count({ ...at, outcome: 'standby' });
  expect(await failing()).toBe('0');
});

it('the delay falls only with a round that did all there was', async () => {
  const metrics = new Metrics();
  const count = detectMetrics(metrics, store);
  const delay = async () => {
    const text = await metrics.registry.getSingleMetricAsString('ringtrace_detect_delay_seconds');
    return Number(text.split(' ').at(-1));
  };
  const now = performance.now();
  const round = { startedAt: now - 3_600_000, endedAt: now - 3_599_000 };
  count({ ...round, outcome: 'changed', complete: true });
  expect(await delay()).toBeGreaterThanOrEqual(3_600);
  count({ startedAt: now, endedAt: now, outcome: 'changed', complete: false });
  count({ startedAt: now, endedAt: now, outcome: 'failed', error: new Error('away') });
  expect(await delay()).toBeGreaterThanOrEqual(3_600);
  count({ startedAt: now, endedAt: now, outcome: 'standby' });
  expect(await delay()).toBeGreaterThanOrEqual(3_600);
  expect(await metrics.registry.getSingleMetricAsString('ringtrace_detect_active')).toContain('active 0');
  count({ startedAt: now, endedAt: now, outcome: 'idle', complete: true });
  expect(await metrics.registry.getSingleMetricAsString('ringtrace_detect_active')).toContain('active 1');
  expect(await delay()).toBeLessThan(3_600);
  const rounds = await metrics.registry.getSingleMetricAsString('ringtrace_detect_tick_duration_seconds');
  expect(rounds).toContain('ringtrace_detect_tick_duration_seconds_sum{outcome="changed"} 1\n');
  expect(rounds).toContain('ringtrace_detect_tick_duration_seconds_count{outcome="failed"} 1');
});
