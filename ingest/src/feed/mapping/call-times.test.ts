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
  answer: null,
  end: local(end),
  durationMs: durationS === undefined ? undefined : durationS * 1000,
  talkMs: undefined,
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
    expect(first.note).toContain('the earlier is taken');
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
    const answered = call('01:50:00', '02:10:00', 1_200, { answer: local('01:51:00'), talkMs: 1_140_000 });
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
      times(call('12:00:00', '12:01:00', 60, { answer: undefined, ...more })).answer;
    expect(clock(answer({ talkMs: 20_000 }) ?? 0)).toBe('12:00:40');
    expect(clock(answer({}) ?? 0)).toBe('12:00:00');
  });

  it.each([
    [
      'start_time: does not exist in America/New_York',
      { start: spring('02:30:00'), end: spring('03:30:00') },
    ],
    ['end_time: does not exist in America/New_York', { start: spring('01:30:00'), end: spring('02:30:00') }],
    ['start_time: is missing', { start: undefined }],
    ['end_time: is missing', { end: undefined }],
  ])('refuses: %s', (reason, more) => {
    expect(() => createCallTimes(newYork)(call('12:00:00', '12:01:00', undefined, more))).toThrow(reason);
  });

  it('asks for a zone where a time names none that is known', () => {
    expect(() => createCallTimes(undefined)(call('12:00:00', '12:01:00'))).toThrow('add --timezone');
  });
});
