import { expect, it } from 'vitest';
import { Scratch } from './scratch.ts';

it.each(['float64', 'int32', 'uint32', 'uint16', 'uint8'] as const)(
  'memory that grew for %s leaves alone what was given out before',
  (kind) => {
    const scratch = new Scratch();
    const first = scratch.int32(200_000).fill(7);
    const second = scratch[kind](100_000).fill(1);
    const third = scratch[kind](100_000).fill(2);
    const fourth = scratch[kind](100_000).fill(3);
    expect(new Set(first)).toEqual(new Set([7]));
    expect([new Set(second), new Set(third), new Set(fourth)]).toEqual([
      new Set([1]),
      new Set([2]),
      new Set([3]),
    ]);
  },
);
