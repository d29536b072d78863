import { describe, expect, it } from 'vitest';
import { createAsteriskTimes } from './asterisk-times.ts';
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

describe("times of Asterisk's rows", () => {
  const row = (start: string, end: string, duration: number) => ({
    start: `2026-11-01 ${start}`,
    answer: null,
    end: `2026-11-01 ${end}`,
    duration: String(duration),
    billsec: '0',
  });
  const utc = (times: ReturnType<typeof createAsteriskTimes>, call: ReturnType<typeof row>) => {
    const read = times(call);
    if (typeof read === 'string') return read;
    return [read.start, read.end].map((moment) => new Date(moment).toISOString().slice(11, 19));
  };

  it('lets the order of the file decide in the repeated hour', () => {
    const times = createAsteriskTimes('America/New_York');
    expect(utc(times, row('01:10:00', '01:11:00', 60))).toEqual(['05:10:00', '05:11:00']);
    expect(utc(times, row('01:50:00', '01:55:00', 300))).toEqual(['05:50:00', '05:55:00']);
    expect(utc(times, row('01:53:00', '01:54:00', 60))).toEqual(['05:53:00', '05:54:00']);
    expect(utc(times, row('01:10:00', '01:11:00', 60))).toEqual(['06:10:00', '06:11:00']);
    expect(utc(times, row('02:10:00', '02:11:00', 60))).toEqual(['07:10:00', '07:11:00']);
  });

  it('ties a start to its end by the duration', () => {
    const times = createAsteriskTimes('America/New_York');
    expect(utc(times, row('01:50:00', '02:10:00', 4_800))).toEqual(['05:50:00', '07:10:00']);
    expect(utc(createAsteriskTimes('America/New_York'), row('01:50:00', '02:10:00', 1_200))).toEqual([
      '06:50:00',
      '07:10:00',
    ]);
  });

  it.each([
    ['2026-03-08 02:30:00', 'start: does not exist in America/New_York'],
    ['2026-02-30 12:00:00', 'start: must be a time'],
    ['03/08/2026 02:30', 'start: must be a time'],
    ['', 'start: must be a time'],
  ])('says what is wrong with %j', (start, reason) => {
    const times = createAsteriskTimes('America/New_York');
    expect(times({ start, answer: null, end: start, duration: '0', billsec: '0' })).toContain(reason);
  });
});
