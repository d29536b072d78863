import { expect, it } from 'vitest';
import { stateOf, timeInWords } from './state.ts';

const well = {
  silent: false,
  silent_s: 20,
  lag_s: 12,
  recent_records: 1_000,
  recent_rejected: 0,
  unreadable: 0,
  batches: 10,
};

it('a source that sends in time, and good records, is ok', () => {
  expect(stateOf(well)).toMatchObject({ state: 'ok', rule: expect.stringContaining('12 s old') });
  // A clock ahead makes the lag negative.
  expect(stateOf({ ...well, lag_s: -40 })).toMatchObject({ state: 'ok' });
});

it.each([
  ['late', { lag_s: 301 }],
  ['ok', { lag_s: 300 }],
  ['rejecting', { recent_rejected: 51 }],
  ['ok', { recent_rejected: 50 }],
  ['rejecting', { unreadable: 1, batches: 0, recent_records: 0, lag_s: 9_999_999 }],
  ['silent', { silent: true, silent_s: 7_200, recent_rejected: 900, lag_s: 9_999 }],
  // Only messages that could not be read, all sent again since: there is no lag to tell.
  ['ok', { batches: 0, recent_records: 0, lag_s: 9_999_999 }],
])('%s where %j', (state, change) => {
  const found = stateOf({ ...well, ...change });
  expect(found.state).toBe(state);
  expect(found.rule).not.toMatch(/NaN|undefined/);
});

it('times in words have two parts at most', () => {
  expect([0.4, 59, 60, 3_599, 3_600, 12_000, 172_800].map(timeInWords)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '59 min',
    '1 h 0 min',
    '3 h 20 min',
    '2 days',
  ]);
});
