import { expect, it } from 'vitest';
import { type SeenNode, shardsSeen } from './nodes.ts';

const node = (url: string, shard: string, fields: Partial<SeenNode<string>> = {}): SeenNode<string> => ({
  url,
  shard,
  isFirst: shard === 's1',
  shards: 2,
  store: url,
  ...fields,
});
const [a1, a2, b1, b2] = [node('a1', 's1'), node('a2', 's1'), node('b1', 's2'), node('b2', 's2')];
const names = (nodes: readonly SeenNode<string>[], away: readonly string[] = []) =>
  shardsSeen(nodes, away).map((shard) => [shard.name, ...shard.nodes.map(({ url }) => url)]);

it('the first shard is the one whose node holds the tables that are not spread, wherever it is named', () => {
  expect(names([b1, a1, b2, a2])).toEqual([
    ['s1', 'a1', 'a2'],
    ['s2', 'b1', 'b2'],
  ]);
});

it('a node that is away is left out where another one of its shard answers', () => {
  expect(names([a2, b1, b2], ['a1'])).toEqual([
    ['s1', 'a2'],
    ['s2', 'b1', 'b2'],
  ]);
});

it('a shard without a node that answers stops everything, and the nodes that are away are named', () => {
  expect(() => names([a1, a2], ['b1', 'b2'])).toThrow(
    "1 of the cluster's 2 shards are reached; these nodes can't be reached: b1, b2",
  );
  expect(() => names([], ['a1'])).toThrow("0 of the cluster's shards are reached; these nodes");
  expect(() => names([a1, a2])).toThrow('name a node of each shard in CLICKHOUSE_NODES');
});

it('without the first shard nothing is done', () => {
  const lone = [node('b1', 's2', { shards: 1 })];
  expect(() => names(lone)).toThrow('no node holds the tables that are not spread');
});
