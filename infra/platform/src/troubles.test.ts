import { expect, it } from 'vitest';
import { Failures } from './metrics/failures.ts';
import { isLasting } from './troubles.ts';

it('two statements that fail alternately become a lasting trouble, as one does', () => {
  let now = 0;
  const failures = new Failures(() => now);
  const lasting = Array.from({ length: 6 }, (_, i) => {
    now += 10_000;
    const { times, ...failing } = failures.failed(i % 2 === 0 ? 'TIMEOUT (one)' : 'TIMEOUT (other)');
    const told = { worker: 'detect', host: 'here', what: 'rounds', failures: times, at: now };
    return isLasting({ ...failing, ...told });
  });
  expect(lasting).toEqual([false, false, false, false, true, true]);
});
