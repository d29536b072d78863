import { hourMs } from '@ringtrace/schemas/durations';
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
import { compare } from './comparison.ts';
import { Groups } from './groups.ts';
import { isOneNumber } from './linkable-callers.ts';

/** A busy number with too few calls to be judged by itself. One-ring numbers are sorted by country already. */
const isSmallNumber = (segment: Member) =>
  segment.calls > 0 && segment.calling_number !== 0 && !ringsOnce(segment) && !isOneNumber(segment);

/** Names the pool a small number may be of: small numbers of one hour, caller class and origin key. Never parsed back. */
const poolKey = (segment: Member) =>
  segmentKeyName({ ...segment, hour: Math.floor(segment.first_ms / hourMs), kind: 'source', number: 0 });

/**
 * Finds campaigns that change their number every few dozen calls. The small numbers of one pool and hour become one cluster
 * where they are suspicious or possible together. Numbers that plainly differ from the others stay out, as any other segment does.
 */
export class SmallNumbers<S extends Member> {
  readonly #judge: Judge<S>;
  readonly #pools: Groups<S, Cluster<S>>;
  /** Clusters of the segments that are no small numbers. */
  readonly #single = new Map<S, Cluster<S>>();

  constructor(judge: Judge<S>) {
    this.#judge = judge;
    this.#pools = new Groups<S, Cluster<S>>({
      keyOf: poolKey,
      order: inOrder,
      clustersOf: (members) => this.#clustersOf(members),
    });
  }

  /** Takes a change of the segments; returns the change of the clusters that they make. */
  update({ gone, come }: Change<S>): Change<Cluster<S>> {
    const pools = this.#pools.update({ gone: gone.filter(isSmallNumber), come: come.filter(isSmallNumber) });
    return {
      gone: [...this.#removeSingle(gone), ...pools.gone],
      come: [...this.#addSingle(come), ...pools.come],
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

  /** Numbers that plainly differ from the others of their pool are left out, and the rest is judged anew: a place has other callers, too. */
  #clustersOf(members: readonly S[]): Cluster<S>[] {
    const pool = this.#poolOf(members);
    if (pool === undefined) return members.map(singleCluster);
    const others = new Set(
      members.filter((member) => compare(pool, member, { byExchange: false }) === 'different'),
    );
    if (others.size === 0) return [pool];
    const own = members.filter((member) => !others.has(member));
    return [...this.#clustersOf(own), ...[...others].map(singleCluster)];
  }

  /** All of them as one cluster; undefined where they are too few numbers, or not suspected together. */
  #poolOf(members: readonly S[]): Cluster<S> | undefined {
    const numbers = new Set(members.map(({ calling_number }) => calling_number));
    if (numbers.size < thresholds.pooledNumbers) return undefined;
    const verdict = this.#judge(members);
    if (!isStrong({ verdict })) return undefined;
    const behavior = addBehaviors(members.map((member) => member.behavior));
    return { ...clusterOf(members, behavior), verdict, hasStrong: true };
  }
}
