import { expect, it } from 'vitest';
import { nextBuild } from './build-number.ts';

it('is higher than any build before, though another worker’s clock is ahead', () => {
  const ahead = nextBuild(0) + 1_000_000_000;
  expect(nextBuild(ahead)).toBe(ahead + 1);
});

it('rises with the clock, and is a safe integer', () => {
  const now = Date.now() * 1_024;
  const build = nextBuild(5);
  expect(build).toBeGreaterThanOrEqual(now);
  expect(build).toBeLessThan(now + 60_000 * 1_024);
  expect(Number.isSafeInteger(build)).toBe(true);
});
