import { expect, it } from 'vitest';
import { singleCluster } from './cluster.ts';
import { claimed, segment } from './linkage.fixture.ts';
import { matchKinds } from './match.ts';
import { MatchGraph } from './match-graph.ts';

const [a, b] = [claimed('p', { calls: 200 }), claimed('p')].map(singleCluster);
const other = singleCluster(segment({ caller_class: 'neighbor' }));
if (a === undefined || b === undefined) throw new Error('two were made');

it('knows what matches, whichever came first', () => {
  for (const order of [
    [a, b, other],
    [other, b, a],
  ]) {
    const graph = new MatchGraph(matchKinds);
    for (const item of order) graph.add(item);
    expect(graph.componentsOf(new Set(order)).map((items) => items.length)).toEqual(
      order[0] === a ? [2, 1] : [1, 2],
    );
    expect(graph.pairsOf([a, b, other])).toMatchObject([{ i: 0, j: 1, rank: 2, calls: 150 }]);
  }
});

it('forgets what was removed', () => {
  const graph = new MatchGraph(matchKinds);
  expect([...graph.add(a)]).toEqual([]);
  expect([...graph.add(b)]).toEqual([a]);
  graph.removeAll([a]);
  expect(graph.has(a)).toBe(false);
  expect(graph.pairsOf([a, b])).toEqual([]);
  expect(graph.componentsOf(new Set([b]))).toEqual([[b]]);
  graph.removeAll([b]);
  expect([...graph.add(singleCluster(claimed('p')))]).toEqual([]);
});

it('compares items that start nothing only once one of them is opened', () => {
  const graph = new MatchGraph(matchKinds, () => false);
  for (const item of [a, b, other]) expect([...graph.add(item)]).toEqual([]);
  expect(graph.pairsOf([a, b, other])).toEqual([]);
  expect(graph.open(b)).toEqual([a]);
  expect([graph.isOpen(a), graph.isOpen(b)]).toEqual([false, true]);
  expect(graph.open(b)).toEqual([]);
  expect(graph.open(a)).toEqual([]);
  expect(graph.pairsOf([a, b, other])).toHaveLength(1);
  graph.removeAll([b]);
  expect(graph.isOpen(b)).toBe(false);
  expect([...graph.add(b)]).toEqual([a]);
});
