import { seeded } from '@ringtrace/platform/seeded';
import { expect, it } from 'vitest';
import { UnionFind } from './union-find.ts';

const count = 200_000;

function joined(size: number, pairs: Iterable<readonly [number, number]>): UnionFind {
  const sets = new UnionFind(size);
  for (const [a, b] of pairs) sets.union(a, b);
  return sets;
}

it('items are alone until something joins them', () => {
  expect(new UnionFind(3).groups()).toEqual([[0], [1], [2]]);
  expect(new UnionFind(0).groups()).toEqual([]);
});

it('joins through others, and lists each group by its least item', () => {
  const sets = joined(6, [
    [5, 4],
    [4, 2],
    [3, 1],
  ]);
  expect(sets.groups()).toEqual([[0], [1, 3], [2, 4, 5]]);
  expect([5, 4, 2, 3, 1, 0].map((item) => sets.find(item))).toEqual([2, 2, 2, 1, 1, 0]);
});

it('the order of the pairs changes no root', () => {
  const draw = seeded(20);
  const pairs = Array.from({ length: 600 }, () => [draw.below(1_000), draw.below(1_000)] as const);
  const groups = joined(1_000, pairs).groups();
  expect(groups.length).toBeGreaterThan(100);
  expect(groups.every((group) => group.length > 0)).toBe(true);
  for (let round = 0; round < 20; round += 1) {
    const again = joined(
      1_000,
      draw.shuffled(pairs).map(([a, b]) => (draw.chance(0.5) ? ([a, b] as const) : ([b, a] as const))),
    );
    expect(again.groups()).toEqual(groups);
    for (const group of groups) for (const item of group) expect(again.find(item)).toBe(group[0]);
  }
});

it('pairs in descending order make a chain of any length, and it is followed to its end', () => {
  const descending = Array.from({ length: count - 1 }, (_, i) => [count - 1 - i, count - 2 - i] as const);
  const sets = joined(count, descending);
  expect(sets.find(count - 1)).toBe(0);
  expect(sets.groups()).toEqual([Array.from({ length: count }, (_, i) => i)]);
});
