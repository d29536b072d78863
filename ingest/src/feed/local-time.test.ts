import { describe, expect, it } from 'vitest';
import { createLocalTimes } from './local-time.ts';

const moments = (zone: string, local: string) =>
  createLocalTimes(zone)
    .moments(Date.parse(`${local}Z`))
    .map((moment) => new Date(moment).toISOString().slice(0, 19));

describe('local times', () => {
  it.each([
    ['UTC', '2026-07-01T12:00:00', ['2026-07-01T12:00:00']],
    ['America/New_York', '2026-01-15T12:00:00', ['2026-01-15T17:00:00']],
    ['America/New_York', '2026-07-15T12:00:00', ['2026-07-15T16:00:00']],
    ['America/New_York', '2026-03-08T01:59:59', ['2026-03-08T06:59:59']],
    ['America/New_York', '2026-03-08T02:30:00', []],
    ['America/New_York', '2026-03-08T03:00:00', ['2026-03-08T07:00:00']],
    ['America/New_York', '2026-11-01T00:59:59', ['2026-11-01T04:59:59']],
    ['America/New_York', '2026-11-01T01:30:00', ['2026-11-01T05:30:00', '2026-11-01T06:30:00']],
    ['America/New_York', '2026-11-01T02:00:00', ['2026-11-01T07:00:00']],
    ['Asia/Kolkata', '2026-11-01T02:00:00', ['2026-10-31T20:30:00']],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', ['2026-04-04T14:45:00', '2026-04-04T15:15:00']],
    ['America/Phoenix', '2026-03-08T02:30:00', ['2026-03-08T09:30:00']],
  ])('%s %s', (zone, local, expected) => {
    expect(moments(zone, local)).toEqual(expected);
  });

  it('names a zone it does not know', () => {
    expect(() => createLocalTimes('New York')).toThrow("unknown time zone 'New York': use an IANA name");
  });
});
