import { expect, it } from 'vitest';
import { lookAt, type Metrics, metricsIn } from './detect-metrics.ts';

const standby: Metrics = { isActive: false, lag: 90_000, rounds: 2, roundSeconds: 5 };
const active: Metrics = { isActive: true, lag: 1_500, rounds: 3, roundSeconds: 4 };

it('how far behind detection is, the active worker says', () => {
  expect(lookAt(7, [standby, active])).toEqual({ at: 7, lag: 1_500, rounds: 5, roundSeconds: 9 });
});

it('without an answer of the active worker there is no look', () => {
  expect(lookAt(7, [standby, undefined])).toBeUndefined();
  expect(lookAt(7, [])).toBeUndefined();
});

const gauge = (name: string, value: number) =>
  `# HELP ${name} Help.\n# TYPE ${name} gauge\n${name} ${value}\n`;
const rounds = [
  '# HELP ringtrace_detect_tick_duration_seconds Help.',
  '# TYPE ringtrace_detect_tick_duration_seconds histogram',
  'ringtrace_detect_tick_duration_seconds_bucket{le="+Inf",outcome="changed"} 3',
  'ringtrace_detect_tick_duration_seconds_sum{outcome="changed"} 4',
  'ringtrace_detect_tick_duration_seconds_count{outcome="changed"} 3',
  '',
].join('\n');

it('reads what a worker says of itself', () => {
  const delay = gauge('ringtrace_detect_delay_seconds', 1.5);
  expect(metricsIn(delay + gauge('ringtrace_detect_active', 1) + rounds)).toEqual(active);
  expect(metricsIn(delay + gauge('ringtrace_detect_active', 0))).toMatchObject({
    isActive: false,
    rounds: 0,
  });
});

it('refuses metrics of another process', () => {
  expect(() => metricsIn(gauge('up', 1))).toThrow('says no ringtrace_detect_active');
});
