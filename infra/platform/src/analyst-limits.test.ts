import { describe, expect, it } from 'vitest';
import { analystLimits, analystLimitsOf } from './analyst-limits.ts';
import { loadConfig } from './config.ts';

describe('limits of analysts', () => {
  it('are the same from an empty environment as by default', () => {
    expect(analystLimitsOf(loadConfig({}))).toEqual(analystLimits.parse({}));
  });

  it('come from the environment', () => {
    const env = { RINGTRACE_ANALYST_SECONDS: '5', RINGTRACE_ANALYST_DISK_GB: '3' };
    expect(analystLimitsOf(loadConfig(env))).toMatchObject({ seconds: 5, diskGigabytes: 3 });
  });

  it.each([
    [{ RINGTRACE_ANALYST_SECONDS: '0' }, /RINGTRACE_ANALYST_SECONDS='0'/],
    [{ RINGTRACE_ANALYST_THREADS: 'all' }, /RINGTRACE_ANALYST_THREADS='all'/],
    [{ RINGTRACE_ANALYST_MEMORY_PERCENT: '120' }, /RINGTRACE_ANALYST_MEMORY_PERCENT='120'/],
    [
      { RINGTRACE_ANALYST_SECONDS: '700' },
      /RINGTRACE_ANALYST_SECONDS='700': must not be above RINGTRACE_ANALYST_MAX_SECONDS/,
    ],
    [{ RINGTRACE_ANALYST_MEMORY_PERCENT: '10' }, /QUERY_MEMORY_PERCENT.*must not be above/],
  ])('refuse %j', (env, reason) => {
    expect(() => loadConfig(env)).toThrow(reason);
  });
});
