import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { periodsOf } from './retention-settings.ts';

describe('periods of retention', () => {
  it('are not set unless somebody sets them: then everything is kept', () => {
    expect(periodsOf(loadConfig({}))).toEqual(new Map());
    expect(periodsOf(loadConfig({ RINGTRACE_RETENTION_CDR_DAYS: '90' }))).toEqual(
      new Map([['cdr', { setting: 'RINGTRACE_RETENTION_CDR_DAYS', days: 90 }]]),
    );
  });

  it.each([
    [{ RINGTRACE_RETENTION_CDR_DAYS: '3' }, 'must be 4 days or more: detection still judges younger calls'],
    [{ RINGTRACE_RETENTION_CDR_DAYS: 'a year' }, 'must be a number of days'],
    [{ RINGTRACE_RETENTION_CDR_DAYS: '9.5' }, 'must be whole days'],
    [{ RINGTRACE_RETENTION_CAMPAIGN_DAYS: '90' }, 'must not be set without RINGTRACE_RETENTION_CDR_DAYS'],
    [
      { RINGTRACE_RETENTION_CDR_DAYS: '90', RINGTRACE_RETENTION_CAMPAIGN_DAYS: '89' },
      'must not be below RINGTRACE_RETENTION_CDR_DAYS (90)',
    ],
    [{ RINGTRACE_COLD_AFTER_DAYS: '30' }, 'must be set with RINGTRACE_COLD_AFTER_DAYS'],
  ])('are refused with the way out: %j', (env, message) => {
    expect(() => loadConfig(env)).toThrow(message);
  });
});
