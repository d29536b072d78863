import { createLog } from '@ringtrace/platform/log';
import { Metrics } from '@ringtrace/platform/metrics/registry';
import { expect, it } from 'vitest';
import { RetentionBusyError } from '../retention/lock.ts';
import { keepRetaining } from './retaining.ts';

it('goes on after a run that failed, counts what went, and takes a command that is at it for no failure', async () => {
  const ending = new AbortController();
  const metrics = new Metrics();
  const failing: string[] = [];
  const runs = [
    () => Promise.reject(new Error('the disk is full')),
    () => Promise.reject(new RetentionBusyError('busy')),
    async () => undefined,
    async () => ({
      noted: [],
      released: [],
      behind: undefined,
      away: ['http://ch1b:8123'],
      dropped: [{ table: 'cdr_store', partition: 20260301, records: 90, kept: 10 }],
    }),
  ];
  await keepRetaining({
    log: createLog('test', 'silent'),
    signal: ending.signal,
    metrics,
    everyMs: 1,
    async run() {
      failing.push(/^ringtrace_retention_failing_runs (\d+)/m.exec(await metrics.text())?.[1] ?? '');
      const next = runs.shift();
      if (runs.length === 0) ending.abort();
      return next?.();
    },
  });
  expect(failing).toEqual(['0', '1', '1', '0']);
  expect(await metrics.text()).toContain('ringtrace_retention_records_dropped_total{table="cdr_store"} 90');
});
