import { describe, expect, it } from 'vitest';
import { blocksTogether, calledOf, sampledBlocks, sizeOfCalled } from './called-blocks.ts';

/** A block of ten by its hash, with these last digits called. */
const block = (hash: number, ...lastDigits: readonly number[]) =>
  hash * 1_024 + lastDigits.reduce((mask, digit) => mask | (1 << digit), 0);

describe('a sample of blocks of ten called numbers', () => {
  it('tells which numbers of each were called', () => {
    const blocks = [block(3, 0), block(7, 1, 9), block(2 ** 32 - 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)];
    const called = [...calledOf(blocks)];
    expect(called.map(([hash]) => hash)).toEqual([3, 7, 2 ** 32 - 1]);
    expect(called.map(([, lastDigits]) => sizeOfCalled(lastDigits))).toEqual([1, 2, 10]);
    expect([...calledOf([block(3, 0), block(3, 4)])]).toEqual([[3, 0b10001]]);
  });

  it('has each number once, whoever calls it', () => {
    const [one, other] = [
      [block(3, 0, 1), block(2 ** 32 - 1, 9)],
      [block(3, 1, 5), block(4, 2)],
    ];
    const together = [block(3, 0, 1, 5), block(4, 2), block(2 ** 32 - 1, 9)];
    expect(blocksTogether([one, other])).toEqual(together);
    expect(blocksTogether([other, one])).toEqual(together);
    expect(blocksTogether([together, one, []])).toEqual(together);
  });

  it('is that of all calls, however they are parted: no block of it lacks a number', () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => ({
      hash: (i * 7_919) % 211,
      digit: (i * 31) % 10,
    }));
    const sampleOf = (some: typeof lines) =>
      blocksTogether([some.map(({ hash, digit }) => block(hash, digit))]);
    const parts = Array.from({ length: 7 }, (_, part) =>
      sampleOf(lines.filter((_line, i) => i % 7 === part)),
    );
    const all = sampleOf(lines);
    expect(all).toHaveLength(sampledBlocks);
    expect(blocksTogether(parts)).toEqual(all);
    expect(blocksTogether([blocksTogether(parts.slice(0, 3)), ...parts.slice(3)])).toEqual(all);
  });
});
