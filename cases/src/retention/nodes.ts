/** A node of a cluster that answered. */
export interface SeenNode<S> {
  readonly url: string;
  /** Its macro `shard`. */
  readonly shard: string;
  /** It holds the tables that are not spread; on nodes of other shards they only lead to it. */
  readonly isFirst: boolean;
  /** Shards of the cluster, as this node knows them. */
  readonly shards: number;
  readonly store: S;
}

/** A shard and its nodes that answered. */
export interface SeenShard<S> {
  readonly name: string;
  /** The first of them is the one that is worked on. */
  readonly nodes: readonly SeenNode<S>[];
}

/**
 * Puts the nodes of a cluster into shards, the first shard first. Throws where a shard has no node that answered, or nobody has named one of
 * its nodes: what is dropped must be dropped on all shards.
 * @param away URLs of nodes that could not be reached
 */
export function shardsSeen<S>(nodes: readonly SeenNode<S>[], away: readonly string[]): SeenShard<S>[] {
  const shards = [...Map.groupBy(nodes, ({ shard }) => shard)].map(([name, own]) => ({ name, nodes: own }));
  const wanted = Math.max(0, ...nodes.map((node) => node.shards));
  if (shards.length < wanted || shards.length === 0) {
    const reached = `${shards.length} of the cluster's ${wanted === 0 ? '' : `${wanted} `}shards are reached`;
    throw new Error(
      away.length === 0
        ? `${reached}: name a node of each shard in CLICKHOUSE_NODES`
        : `${reached}; these nodes can't be reached: ${away.join(', ')}. Nothing is dropped until each shard answers`,
    );
  }
  const first = shards.find((shard) => shard.nodes.some(({ isFirst }) => isFirst));
  if (first === undefined)
    throw new Error(
      'no node holds the tables that are not spread: set CLICKHOUSE_NODES as for ringtrace migrate',
    );
  return [first, ...shards.filter((shard) => shard !== first)];
}
