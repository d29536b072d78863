import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { type FeedAccount, isComplete } from './feeds.ts';

const batch = (sequence: number, more: Partial<FeedAccount> = {}): FeedAccount => ({
  carrier: 'a',
  source: 'switch',
  sequence,
  dead: 0,
  first_ms: sequence * minuteMs,
  last_ms: (sequence + 1) * minuteMs,
  ...more,
});
const call = 5.5 * minuteMs;

it.each([
  ['batches on both sides of the call', [batch(4), batch(5), batch(6)], true],
  ['no feed', [], false],
  ['a batch missing', [batch(4), batch(6)], false],
  ['nothing behind the call', [batch(3), batch(4)], false],
  [
    'another of its switches silent after it',
    [4, 5, 6]
      .map((n) => batch(n))
      .concat(batch(1, { source: 'b', first_ms: 4 * minuteMs, last_ms: 5 * minuteMs })),
    false,
  ],
  [
    'another of its switches silent for hours',
    [4, 5, 6]
      .map((n) => batch(n))
      .concat(batch(1, { source: 'b', first_ms: -180 * minuteMs, last_ms: -120 * minuteMs })),
    false,
  ],
  [
    'another of its switches silent for days',
    [4, 5, 6]
      .map((n) => batch(n))
      .concat(batch(1, { source: 'b', first_ms: 2_000 * minuteMs, last_ms: 2_001 * minuteMs })),
    true,
  ],
  ['a record refused', [batch(4), batch(5, { dead: 1 }), batch(6)], false],
  [
    'a batch missing from another of its switches',
    [4, 5, 6].flatMap((n) => [batch(n), batch(2 * n, { source: 'b' })]),
    false,
  ],
])('a feed denies a call only where it is complete: %s', (_, accounts, complete) => {
  expect(isComplete(accounts, call)).toBe(complete);
});
