import { describe, expect, it } from 'vitest';
import { createCallTimes, type WrittenCall } from './call-times.ts';

const newYork = 'America/New_York';
const local = (clock: string) => ({ ms: Date.parse(`2026-11-01T${clock}Z`), zoned: false });
const spring = (clock: string) => ({ ms: Date.parse(`2026-03-08T${clock}Z`), zoned: false });
const call = (
  start: string,
  end: string,
  durationS?: number,
  more: Partial<WrittenCall> = {},
): WrittenCall => ({
  start: local(start),
  answer: undefined,
  end: local(end),
  answered: false,
  duration: { ms: durationS === undefined ? undefined : durationS * 1000, name: 'Total' },
  ring: { ms: undefined },
  talk: { ms: undefined },
  zone: undefined,
  ...more,
});
const clock = (moment: number) => new Date(moment).toISOString().slice(11, 19);
function utc(times: ReturnType<typeof createCallTimes>, written: WrittenCall) {
  const { start, end } = times(written);
  return [start, end].map(clock);
}

describe('times of calls', () => {
  it('lets the order of the file decide in the repeated hour', () => {
    const times = createCallTimes(newYork);
    expect(utc(times, call('00:10:00', '01:10:00', 3600))).toEqual(['04:10:00', '05:10:00']);
    expect(utc(times, call('01:10:00', '01:11:00', 60))).toEqual(['05:10:00', '05:11:00']);
    expect(utc(times, call('01:50:00', '01:55:00', 300))).toEqual(['05:50:00', '05:55:00']);
    expect(utc(times, call('01:53:00', '01:54:00', 60))).toEqual(['05:53:00', '05:54:00']);
    expect(utc(times, call('01:10:00', '01:11:00', 60))).toEqual(['06:10:00', '06:11:00']);
    expect(utc(times, call('02:10:00', '02:11:00', 60))).toEqual(['07:10:00', '07:11:00']);
  });

  it('takes the earlier hour where the order says nothing, with a note', () => {
    const times = createCallTimes(newYork);
    const first = times(call('01:10:00', '01:11:00', 60));
    expect(first).toMatchObject({ end: Date.parse('2026-11-01T05:11:00Z') });
    expect(first.note).toContain('the earlier is assumed');
    expect(times(call('01:20:00', '01:21:00', 60)).note).toBeUndefined();
  });

  it('ties start, answer and end to each other by the durations', () => {
    expect(utc(createCallTimes(newYork), call('01:50:00', '02:10:00', 4_800))).toEqual([
      '05:50:00',
      '07:10:00',
    ]);
    expect(utc(createCallTimes(newYork), call('01:50:00', '02:10:00', 1_200))).toEqual([
      '06:50:00',
      '07:10:00',
    ]);
    expect(utc(createCallTimes(newYork), call('00:50:00', '01:20:00', 5_400))).toEqual([
      '04:50:00',
      '06:20:00',
    ]);
    const answered = call('01:50:00', '02:10:00', 1_200, {
      answered: undefined,
      answer: local('01:51:00'),
      talk: { ms: 1_140_000 },
    });
    expect(clock(createCallTimes(newYork)(answered).answer ?? 0)).toBe('06:51:00');
  });

  it('fills in what is not written', () => {
    const times = createCallTimes('UTC');
    expect(utc(times, { ...call('12:00:00', '12:00:00', 60), end: undefined })).toEqual([
      '12:00:00',
      '12:01:00',
    ]);
    expect(utc(times, { ...call('12:00:00', '12:01:00', 60), start: undefined })).toEqual([
      '12:00:00',
      '12:01:00',
    ]);
    const answer = (more: Partial<WrittenCall>) =>
      times(call('12:00:00', '12:01:00', 60, { answered: true, ...more })).answer;
    expect(clock(answer({ talk: { ms: 20_000 } }) ?? 0)).toBe('12:00:40');
    expect(clock(answer({}) ?? 0)).toBe('12:00:00');
  });

  const open = (more: Partial<WrittenCall>) => {
    const written = { ...call('12:00:00', '12:00:00'), end: undefined, ...more };
    const { start, answer, end } = createCallTimes('UTC')(written);
    return [start, answer, end].map((moment) => (moment === null ? null : clock(moment)));
  };
  const s = (seconds: number) => ({ ms: seconds * 1000 });

  it.each<[string, Partial<WrittenCall>, (string | null)[]]>([
    [
      'answer and talk',
      { answered: undefined, answer: local('12:00:08'), talk: s(60) },
      ['12:00:00', '12:00:08', '12:01:08'],
    ],
    [
      'answer and talk before a duration that is another one',
      { answered: true, answer: local('12:00:05'), talk: s(19), duration: s(19) },
      ['12:00:00', '12:00:05', '12:00:24'],
    ],
    [
      'start, ring and talk',
      { answered: true, ring: s(12), talk: s(65) },
      ['12:00:00', '12:00:12', '12:01:17'],
    ],
    ['start and talk', { answered: true, talk: s(6) }, ['12:00:00', '12:00:00', '12:00:06']],
    ['start and ring of a failed call', { ring: s(20), talk: s(0) }, ['12:00:00', null, '12:00:20']],
    ['the start of a failed call', { talk: s(0) }, ['12:00:00', null, '12:00:00']],
    [
      'the start of a call whose answer is a zero date',
      { answered: undefined, answer: { ms: 0, zoned: false }, talk: s(0) },
      ['12:00:00', null, '12:00:00'],
    ],
    [
      'its own zone',
      { answered: false, zone: -480 * 60_000, duration: s(5) },
      ['20:00:00', null, '20:00:05'],
    ],
    [
      'the zone it names',
      { answered: false, zone: 'Asia/Kolkata', duration: s(5) },
      ['06:30:00', null, '06:30:05'],
    ],
  ])('takes as the end: %s', (_, more, expected) => {
    expect(open(more)).toEqual(expected);
  });

  it('takes the zero of Unix as a local time for none', () => {
    const zero = { ms: Date.parse('1969-12-31T18:00:00Z'), zoned: false };
    const written = call('12:00:00', '12:00:20', undefined, { answered: undefined, answer: zero });
    expect(createCallTimes('America/Chicago')(written).answer).toBeNull();
    expect(createCallTimes('America/New_York')(written).answer).not.toBeNull();
  });

  it.each([
    [
      'start_time: does not exist in America/New_York',
      { start: spring('02:30:00'), end: spring('03:30:00') },
    ],
    ['end_time: does not exist in America/New_York', { start: spring('01:30:00'), end: spring('02:30:00') }],
    ['start_time: is missing', { start: undefined }],
    ['end_time: is missing: Total has no duration', { end: undefined, answered: true }],
    [
      'start_time: is missing: no time in Date and Time',
      { start: undefined, startName: 'Date and Time', end: undefined },
    ],
    [
      'end_time: is missing: no time in End, and Total has no duration',
      { end: undefined, answered: true, endName: 'End' },
    ],
    [
      'Total: is negative',
      { start: undefined, duration: { ms: undefined, name: 'Total', lack: 'Total: is negative' } },
    ],
    [
      'Talk: is negative',
      { end: undefined, answered: true, talk: { ms: undefined, name: 'Talk', lack: 'Talk: is negative' } },
    ],
    ['Talk: is none', { end: undefined, answered: true, talk: { ms: undefined, fault: 'Talk: is none' } }],
    ['Ring: is none', { end: undefined, ring: { ms: undefined, fault: 'Ring: is none' } }],
    ['Talk: is none', { answered: true, talk: { ms: undefined, fault: 'Talk: is none' } }],
  ])('refuses: %s', (reason, more) => {
    expect(() => createCallTimes(newYork)(call('12:00:00', '12:01:00', undefined, more))).toThrow(reason);
  });

  it('asks for a zone where a time names none that is known', () => {
    expect(() => createCallTimes(undefined)(call('12:00:00', '12:01:00'))).toThrow('add --timezone');
    const unnamed = call('12:00:00', '12:01:00', undefined, { zoneColumn: 'Zone' });
    expect(() => createCallTimes(undefined)(unnamed)).toThrow('and Zone is empty: add --timezone');
  });
});
