import { expect, it } from 'vitest';
import { Failures, failingInWords } from './failures.ts';

it('counts failures in a row, whatever their reasons', () => {
  let now = Date.UTC(2026, 3, 7, 14);
  const first = now;
  const failures = new Failures(() => now);
  expect(failures.failing).toBeUndefined();
  failures.failed('ECONNREFUSED');
  now += 60_000;
  failures.failed('UNKNOWN_TABLE');
  now += 60_000;
  expect(failures.failed('UNKNOWN_TABLE')).toEqual({
    times: 3,
    reason: 'UNKNOWN_TABLE',
    since: first,
  });
  failures.wentWell();
  expect(failures.failing).toBeUndefined();
  expect(failures.failed('UNKNOWN_TABLE')).toMatchObject({ times: 1, since: now });
});

it('describes them in words', () => {
  const since = Date.UTC(2026, 3, 7, 14);
  expect(failingInWords({ times: 1, reason: 'ECONNREFUSED', since })).toBe('failed: ECONNREFUSED');
  expect(failingInWords({ times: 12, reason: 'UNKNOWN_TABLE', since })).toBe(
    'failed 12 times in a row since 2026-04-07T14:00:00Z: UNKNOWN_TABLE',
  );
});
