import { longestWindowS, reachMs } from '@ringtrace/detect/trace/select';
import { dayMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { around, reachS } from './around.ts';
import { startOfPartition } from './calendar.ts';

it('looks at calls beside a day as far as the longest window of a traceback and its forwards reach', () => {
  const first = startOfPartition('day', 20260303);
  const span = around(20260303);
  // A call of the next day, twenty minutes past midnight, with the longest window: legs of this day may be its own.
  const time = first + dayMs + 20 * 60_000;
  const reach = reachMs({ calling: 0, called: 0, time, windowS: longestWindowS });
  expect(time - reach).toBeLessThan(first + dayMs);
  expect(span.last * 1_000).toBeGreaterThan(time);
  expect(reachS * 1_000).toBeGreaterThanOrEqual(reach + 15 * 60_000);
  expect(first / 1_000 - span.first).toBe(reachS);
});
