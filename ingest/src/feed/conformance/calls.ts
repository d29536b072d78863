import { type FeedRecord, isGood } from '../format.ts';
import { type SampleCall, sipCodeOf } from './samples.ts';

export const call = (id: string, more: Partial<SampleCall> = {}): SampleCall => ({
  id,
  caller: '12025550123',
  called: '13125550199',
  callerName: null,
  start: '2026-03-03T14:05:09Z',
  answer: null,
  end: '2026-03-03T14:05:39Z',
  outcome: 'no answer',
  ...more,
});
const answered = { answer: '2026-03-03T14:05:12Z', outcome: 'answered' } as const;

/** A call of each kind: answered, unanswered, busy, failed, over midnight, and with odd numbers and names. */
export const calls: readonly SampleCall[] = [
  call('1', answered),
  call('2'),
  call('3', { outcome: 'busy' }),
  call('4', { outcome: 'failed', end: '2026-03-03T14:05:09Z' }),
  call('5', { ...answered, answer: '2026-03-03T14:05:39Z' }),
  call('6', {
    start: '2026-03-03T23:59:58Z',
    answer: '2026-03-04T00:00:01Z',
    end: '2026-03-04T00:00:09Z',
    outcome: 'answered',
  }),
  call('7', { caller: '' }),
  call('8', { caller: 'ACME BANK', callerName: 'ACME "The Bank", Inc.' }),
  call('9', { caller: 'anonymous', callerName: 'Müller, Łukasz' }),
  call('10', { caller: '100', called: '911' }),
  call('11', { caller: 'sip:+12025550123;npdi@10.0.0.1;user=phone' }),
];

/**
 * Calls around the night of 1 November, when New York sets its clocks back. From 6:00 UTC on they show the hour from
 * 1:00 again.
 */
export const callsInAutumn: readonly SampleCall[] = [
  ['1', '05:10:00', '05:20:00'] as const,
  ['2', '05:50:00', '05:58:00'] as const,
  ['3', '06:10:00', '06:20:00'] as const,
  ['4', '06:50:00', '07:10:00'] as const,
].map(([id, from, to]) =>
  call(id, {
    start: `2026-11-01T${from}Z`,
    answer: `2026-11-01T${from}Z`,
    end: `2026-11-01T${to}Z`,
    outcome: 'answered',
  }),
);

/** Gives the wall-clock time of a zone at a UTC time, such as `2026-03-03 09:05:09`. */
export function wallClock(zone: string): (time: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (time) => format.format(new Date(time));
}

/** The calls and the refused lines. Skipped records are left out. */
export const told = (records: readonly FeedRecord[]) =>
  records.filter((record) => !('skipped' in record)).map(facts);

function facts(record: FeedRecord) {
  if (!isGood(record)) return record;
  const { calling_number, called_number, caller_name, start_time, answer_time, end_time, sip_code } =
    record.cdr;
  return {
    calling_number,
    called_number: /^<?(?:sip:)?(\d*)/.exec(called_number)?.[1],
    caller_name,
    start_time,
    answer_time,
    end_time,
    sip_code,
  };
}

export const expected = (sample: SampleCall) => ({
  calling_number: sample.caller,
  called_number: sample.called,
  caller_name: sample.callerName,
  start_time: Date.parse(sample.start),
  answer_time: sample.answer === null ? null : Date.parse(sample.answer),
  end_time: Date.parse(sample.end),
  sip_code: sipCodeOf(sample),
});
