import type { Trouble } from '@ringtrace/platform/troubles';
import { expect, it } from 'vitest';
import { FailingForGood, Patience, troubleInWords } from './patience.ts';

const since = Date.UTC(2026, 3, 7, 14);
const failing = (failures: number, afterS: number, more: Partial<Trouble> = {}): Trouble => ({
  worker: 'detect',
  host: 'two',
  what: 'rounds',
  failures,
  reason: 'UNKNOWN_TABLE (current segments)',
  since,
  at: since + afterS * 1_000,
  ...more,
});

it('ends only with what fails often, for long, and still', () => {
  const patience = new Patience();
  expect(patience.endedBy([])).toBeUndefined();
  expect(patience.endedBy([failing(4, 60)])).toBeUndefined();
  expect(patience.endedBy([failing(20, 29)])).toBeUndefined();
  expect(patience.endedBy([failing(5, 30)])).toEqual(failing(5, 30));
});

it('does not end with what a worker that is gone has told', () => {
  const patience = new Patience();
  const gone = failing(40, 600, { host: 'one' });
  expect(patience.endedBy([gone])).toBeUndefined();
  expect(patience.endedBy([gone, failing(3, 10)])).toBeUndefined();
  expect(patience.endedBy([{ ...gone, failures: 41, at: gone.at + 15_000 }])).toMatchObject({ host: 'one' });
});

it('says who fails to do what, since when and why', () => {
  const words =
    'detect on two: rounds failed 12 times in a row since 2026-04-07T14:00:00Z: UNKNOWN_TABLE (current segments)';
  expect(troubleInWords(failing(12, 300))).toBe(words);
  expect(new FailingForGood(failing(12, 300)).message).toBe(
    `waited in vain: ${words}; the log of that worker says more`,
  );
});
