import { together } from './behavior.ts';
import type { Change } from './change.ts';
import { type Edge, edge, gapMs, likenessOf, madeAlike } from './edges.ts';
import { asOne, type Group, inOrder, type Member } from './group.ts';
import { Meetings } from './meetings.ts';
import { UnionFind } from './union-find.ts';

/** Two groups as one, or undefined where they stay apart. */
export type Unite<S> = (a: Group<S>, b: Group<S>) => Group<S> | undefined;

export const unite = <S extends Member>(a: Group<S>, b: Group<S>): Group<S> => ({
  ...asOne([...a.members, ...b.members], together([a.behavior, b.behavior])),
  opens: a.opens || b.opens,
});

/** How sure a connection is. */
interface Link {
  /** Of its edge, among those that join: 0 is the surest. */
  readonly rank: number;
  readonly madeAlike: boolean;
  readonly alike: boolean;
  /** ms; below 0 where they overlap. */
  readonly gap: number;
}

/** A group, and the items it was made of. */
interface Joined<S> {
  readonly group: Group<S>;
  readonly items: readonly Group<S>[];
}

/** All items that edges connect, directly or through others, and what they were joined to. */
interface Cluster<S> {
  readonly items: readonly Group<S>[];
  readonly joined: readonly Joined<S>[];
}

const sameItems = <T>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/**
 * Joins items into groups. It remembers what connects them, so that a change costs what it touches: the items that come, those they
 * are held against, and their clusters. The groups depend on the items alone, not on the way they came; a group of the
 * same items stays the same object.
 */
export class Join<S extends Member> {
  readonly #sure: readonly Edge[];
  readonly #uniting: Unite<S>;
  readonly #meetings: Meetings<Group<S>>;
  readonly #links = new Map<Group<S>, Map<Group<S>, Link>>();
  readonly #clusters = new Map<Group<S>, Cluster<S>>();

  /** `sure` are the edges that join, the surest first. */
  constructor(sure: readonly Edge[], uniting: Unite<S> = unite) {
    this.#sure = sure;
    this.#uniting = uniting;
    this.#meetings = new Meetings(sure);
  }

  /** Takes a change of the items; returns that of the groups. */
  update({ gone, come }: Change<Group<S>>): Change<Group<S>> {
    const touched = new Set<Cluster<S>>();
    const touch = (item: Group<S>) => {
      const cluster = this.#clusters.get(item);
      if (cluster !== undefined) touched.add(cluster);
    };
    for (const item of gone) {
      touch(item);
      this.#remove(item);
    }
    for (const item of come) for (const other of this.#add(item)) touch(other);
    const left = [...touched].flatMap(({ items }) => items.filter((item) => this.#links.has(item)));
    const before = new Map(
      [...touched].flatMap(({ joined }) => joined.map((one) => [one.items[0], one] as const)),
    );
    const now = new Set(
      this.#gather(new Set([...left, ...come])).flatMap((items) => this.#cluster(items, before)),
    );
    const known = new Set(before.values());
    return {
      gone: [...known.difference(now)].map(({ group }) => group),
      come: [...now.difference(known)].map(({ group }) => group),
    };
  }

  /** Returns what it is connected with. */
  #add(item: Group<S>): Iterable<Group<S>> {
    const own = new Map<Group<S>, Link>();
    for (const other of this.#meetings.of(item)) {
      const link = inOrder(item, other) < 0 ? this.#link(item, other) : this.#link(other, item);
      if (link === undefined) continue;
      own.set(other, link);
      this.#links.get(other)?.set(item, link);
    }
    this.#links.set(item, own);
    this.#meetings.add(item);
    return own.keys();
  }

  #link(a: Group<S>, b: Group<S>): Link | undefined {
    const kind = edge(a, b);
    const rank = kind === undefined ? -1 : this.#sure.indexOf(kind);
    if (rank < 0) return undefined;
    return { rank, madeAlike: madeAlike(a, b), alike: likenessOf(a, b) === 'alike', gap: gapMs(a, b) };
  }

  #remove(item: Group<S>): void {
    for (const other of this.#links.get(item)?.keys() ?? []) this.#links.get(other)?.delete(item);
    this.#links.delete(item);
    this.#clusters.delete(item);
    this.#meetings.remove(item);
  }

  /** What is connected, put together anew. */
  #gather(open: Set<Group<S>>): Group<S>[][] {
    const gathered: Group<S>[][] = [];
    for (const start of open) {
      const items = [start];
      open.delete(start);
      for (const item of items)
        for (const other of this.#links.get(item)?.keys() ?? []) if (open.delete(other)) items.push(other);
      gathered.push(items.sort(inOrder));
    }
    return gathered;
  }

  /** A cluster's groups: as they were `before`, by their first item, where they are of the same items. */
  #cluster(
    items: readonly Group<S>[],
    before: ReadonlyMap<Group<S> | undefined, Joined<S>>,
  ): readonly Joined<S>[] {
    const joined = this.#join(items).map((one) => {
      const former = before.get(one.items[0]);
      return former !== undefined && sameItems(former.items, one.items) ? former : one;
    });
    for (const item of items) this.#clusters.set(item, { items, joined });
    return joined;
  }

  /**
   * Joins the items of a cluster, the surest first, of these what has one class of callers: whether two classes are one
   * campaign's shows better when each has grown. Then the largest, of equals those that are alike and near in time. Never two
   * groups that, each taken together, are plainly different: else one small segment between two campaigns would make
   * them one.
   */
  #join(items: readonly Group<S>[]): Joined<S>[] {
    const sets = new UnionFind(items.length);
    const grown = new Map(items.entries());
    for (const { i, j, rank } of this.#surest(items)) {
      const [one, other] = [sets.find(i), sets.find(j)];
      const [a, b] = [grown.get(one), grown.get(other)];
      if (one === other || a === undefined || b === undefined) continue;
      const apart = rank > 0 && likenessOf(a, b) === 'different';
      const placed = a.placed + b.placed;
      const isMostlyElsewhere = placed > 0 && a.calls + b.calls > 2 * placed;
      const whole = apart || isMostlyElsewhere ? undefined : this.#uniting(a, b);
      if (whole === undefined) continue;
      sets.union(one, other);
      grown.set(sets.find(one), whole);
    }
    return sets.groups().flatMap((indices) => {
      const group = grown.get(indices[0] ?? 0);
      return group === undefined ? [] : [{ group, items: indices.flatMap((i) => items[i] ?? []) }];
    });
  }

  /** Pairs of items by their places, i before j, in the order in which they are joined. */
  #surest(items: readonly Group<S>[]) {
    const at = new Map(items.map((item, i) => [item, i]));
    const pairs = items.flatMap((a, i) =>
      [...(this.#links.get(a) ?? [])].flatMap(([b, link]) => {
        const j = at.get(b) ?? i;
        return i < j ? [{ i, j, ...link, calls: Math.min(a.calls, b.calls) }] : [];
      }),
    );
    return pairs.sort(
      (p, q) =>
        p.rank - q.rank ||
        Number(q.madeAlike) - Number(p.madeAlike) ||
        q.calls - p.calls ||
        Number(q.alike) - Number(p.alike) ||
        Math.max(0, p.gap) - Math.max(0, q.gap) ||
        p.i - q.i ||
        p.j - q.j,
    );
  }
}
