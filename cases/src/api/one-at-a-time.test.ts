import { describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

describe('copies after changes', () => {
  it('are made one at a time, and each change has one that began after it', async () => {
    const begun: (() => void)[] = [];
    const copied = oneAtATime(
      () => new Promise((resolve) => begun.push(() => resolve(undefined))),
      () => {},
    );
    const first = copied();
    const [second, third] = [copied(), copied()];
    expect(begun).toHaveLength(1);
    begun[0]?.();
    await first;
    await Promise.resolve();
    expect(begun).toHaveLength(2);
    begun[1]?.();
    await Promise.all([second, third]);
    expect(begun).toHaveLength(2);
  });

  it('that fail are told, and lose no change', async () => {
    const failures: unknown[] = [];
    const copied = oneAtATime(
      async () => {
        throw new Error('the store is away');
      },
      (error) => failures.push(error),
    );
    await copied();
    await copied();
    expect(failures).toHaveLength(2);
  });

  it('that take long keep nobody waiting, and are not made twice at a time', async () => {
    const begun: (() => void)[] = [];
    const told: unknown[] = [];
    const copied = oneAtATime(
      () => new Promise((resolve) => begun.push(() => resolve(undefined))),
      (error) => told.push(error),
      1,
    );
    await copied();
    await copied();
    expect([begun.length, told.length]).toEqual([1, 2]);
    begun[0]?.();
    await expect.poll(() => begun.length).toBe(2);
    begun[1]?.();
  });
});
