import { segmentKeyName } from '../features/segment-key.ts';
import { ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { addBehaviors } from './behavior.ts';
import type { Change } from './change.ts';
import {
  type Cluster,
  clusterOf,
  inOrder,
  isStrong,
  type Judge,
  type Member,
  singleCluster,
} from './cluster.ts';
import { isOneNumber } from './linkable.ts';

const hourMs = 3_600_000;

/** A busy number with too few calls to be judged by itself. One-ring numbers are sorted by country already. */
const isSmallNumber = (segment: Member) =>
  segment.calls > 0 && segment.calling_number !== 0 && !ringsOnce(segment) && !isOneNumber(segment);

/** Names the pool a small number may be of: small numbers of one hour, caller class and origin key. Never parsed back. */
const poolKey = (segment: Member) =>
  segmentKeyName({ ...segment, hour: Math.floor(segment.first_ms / hourMs), kind: 'source', number: 0 });

interface Pool<S> {
  readonly members: readonly S[];
  readonly clusters: readonly Cluster<S>[];
}

/**
 * Finds campaigns that change their number every few dozen calls. The small numbers of one pool are judged together, an
 * hour at a time. They become one cluster where that is suspicious or possible. Any other segment is a cluster of its
 * own.
 */
export class SmallNumbers<S extends Member> {
  readonly #judge: Judge<S>;
  readonly #pools = new Map<string, Pool<S>>();
  /** Clusters of the segments that are no small numbers. */
  readonly #single = new Map<S, Cluster<S>>();

  constructor(judge: Judge<S>) {
    this.#judge = judge;
  }

  /** Takes a change of the segments; returns the change of the clusters that they make. */
  update({ gone, come }: Change<S>): Change<Cluster<S>> {
    const left = new Set(gone);
    const arrived = Map.groupBy(come.filter(isSmallNumber), poolKey);
    const changed = new Set([...gone.filter(isSmallNumber).map(poolKey), ...arrived.keys()]);
    const pools = [...changed].map((key) => this.#updatePool(key, left, arrived.get(key) ?? []));
    return {
      gone: [...this.#removeSingle(gone), ...pools.flatMap((pool) => pool.gone)],
      come: [...this.#addSingle(come), ...pools.flatMap((pool) => pool.come)],
    };
  }

  #removeSingle(gone: readonly S[]): Cluster<S>[] {
    const clusters = gone.flatMap((segment) => this.#single.get(segment) ?? []);
    for (const segment of gone) this.#single.delete(segment);
    return clusters;
  }

  #addSingle(come: readonly S[]): Cluster<S>[] {
    return come
      .filter((segment) => !isSmallNumber(segment))
      .map((segment) => {
        const cluster = singleCluster(segment);
        this.#single.set(segment, cluster);
        return cluster;
      });
  }

  #updatePool(key: string, left: ReadonlySet<S>, arrived: readonly S[]): Change<Cluster<S>> {
    const before = this.#pools.get(key) ?? { members: [], clusters: [] };
    const members = [...before.members.filter((member) => !left.has(member)), ...arrived].sort(inOrder);
    const clusters = this.#clustersOf(members);
    if (members.length > 0) this.#pools.set(key, { members, clusters });
    else this.#pools.delete(key);
    return { gone: before.clusters, come: clusters };
  }

  #clustersOf(members: readonly S[]): Cluster<S>[] {
    const numbers = new Set(members.map(({ calling_number }) => calling_number));
    if (numbers.size >= thresholds.pooledNumbers) {
      const verdict = this.#judge(members);
      if (isStrong({ verdict })) {
        const behavior = addBehaviors(members.map((member) => member.behavior));
        return [{ ...clusterOf(members, behavior), verdict, mayOpen: true }];
      }
    }
    return members.map(singleCluster);
  }
}
