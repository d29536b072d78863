import { expect, it } from 'vitest';
import { lastOf, legsOf, legsOnRoute, routesOf } from './call.ts';
import { createForest, type Forest } from './forest.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';

const follows = (forest: Forest, from: Leg, to: Leg) => forest.add({ from, to, cost: 0 }, 'both');

it('lists what follows from a leg in the order of the call, forks in order of time', () => {
  const [a, b, c, late, d] = [
    leg('a a b', 0),
    leg('b a c', 1),
    leg('c b d', 2),
    leg('c b e', 9),
    leg('d c d', 3),
  ];
  const forest = createForest([a, b, c, late, d]);
  expect(follows(forest, b, late)).toBe(true);
  expect(follows(forest, a, b)).toBe(true);
  expect(follows(forest, c, d)).toBe(true);
  expect(follows(forest, b, c)).toBe(true);
  expect(forest.below(a)).toEqual([a, b, c, d, late]);
  expect(forest.below(c)).toEqual([c, d]);
  expect([d, late, a].map(forest.rootOf)).toEqual([a, a, a]);
  const routes = routesOf({ forest, roots: [a] }).map(legsOnRoute);
  expect(routes).toEqual([
    [a, b, c, d],
    [a, b, late],
  ]);
});

it('refuses a second leg before one, and a circle', () => {
  const [a, b, c] = [leg('a a b', 0), leg('b a c', 1), leg('c b c', 2)];
  const forest = createForest([a, b, c]);
  expect([follows(forest, a, b), follows(forest, b, c)]).toEqual([true, true]);
  expect([follows(forest, a, c), follows(forest, c, a), follows(forest, a, a)]).toEqual([
    false,
    false,
    false,
  ]);
});

it('follows a call of any number of legs', () => {
  const chain = Array.from({ length: 50_000 }, (_, i) => leg(`p${i} p${i - 1} p${i + 1}`, i));
  const forest = createForest(chain);
  // From the end: each then has its root in itself when it is added.
  for (const [i, to] of [...chain.entries()].reverse()) {
    const from = chain[i - 1];
    if (from !== undefined) follows(forest, from, to);
  }
  const [root = leg('none - -')] = chain;
  const end = chain.at(-1);
  expect(end !== undefined && forest.rootOf(end)).toBe(root);
  const call = { forest, roots: [root] };
  expect(legsOf(call).length).toBe(chain.length);
  const routes = routesOf(call);
  expect(routes.map((route) => route.links.length)).toEqual([chain.length - 1]);
  expect(routes.map(lastOf)[0]).toBe(end);
});
