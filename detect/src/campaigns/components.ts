import { isCustomersSegment, origidOf } from '../judge/sources.ts';
import { thresholds } from '../thresholds.ts';
import { isInBlocks, messageEnd } from './behavior.ts';
import { type Edge, edge, edges, type Joinable, likenessOf } from './edges.ts';
import { asOne, type Group, isStrong, isSuspicious, type Judge, type Member } from './group.ts';
import { poolsOf } from './small-numbers.ts';
import { UnionFind } from './union-find.ts';

/**
 * Groups segments into campaigns; what is left out opens nothing. The result depends on the set of segments alone.
 * What one origin or number did is judged together first; behavior joins others only to those that are suspicious.
 */
export function components<S extends Member>(unsorted: readonly S[], judge: Judge<S>): S[][] {
  const segments = [...unsorted].sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
  const pools = poolsOf(segments, judge);
  const pooled = new Set(pools.flatMap(({ members }) => members));
  const alone = relevant(segments, pooled).map((segment) => asOne([segment]));
  const byNumbers = join([...pools, ...alone], upTo('some numbers'));
  const byOrigin = join(byNumbers, upTo('origin'));
  const judged = byOrigin.map((group) => ({ ...group, verdict: judge(group.members) })).filter(isStrong);
  return join(judged, edges, whereSuspicious(judge))
    .filter((group) => isSuspicious(group) && group.calls >= thresholds.campaignCalls && isOne(group))
    .map(({ members }) => [...members]);
}

/** Two groups as one, or undefined where they stay apart. */
type Unite<S> = (a: Group<S>, b: Group<S>) => Group<S> | undefined;

const unite = <S extends Member>(a: Group<S>, b: Group<S>) => asOne([...a.members, ...b.members]);

/** What is only possible joins what is suspicious, where both still are together. */
const whereSuspicious =
  <S extends Member>(judge: Judge<S>): Unite<S> =>
  (a, b) => {
    if (!isSuspicious(a) && !isSuspicious(b)) return undefined;
    const whole = { ...unite(a, b), verdict: 'suspicious' };
    const sure = isSuspicious(a) && isSuspicious(b);
    return sure || judge(whole.members) === 'suspicious' ? whole : undefined;
  };

const upTo = (least: Edge) => edges.slice(0, edges.indexOf(least) + 1);

/** What is seen only where many origins meet is a campaign only where one message holds nearly all of it together. */
const isOne = ({ placed, behavior }: Group<Member>) =>
  placed > 0 || messageEnd(behavior, thresholds.onlyMessage) !== undefined;

/**
 * Pairs that meet at some point and lie close enough in time to be connected, as i * length + j with j < i. Each item is
 * held only against those that are not over for longer than a gap when it begins, so that years of history don't cost
 * their square.
 */
function meetingPairs<K>(
  items: readonly Joinable[],
  pointsOf: (item: Joinable) => readonly K[],
  pairs = new Set<number>(),
): Set<number> {
  const gapMs = thresholds.campaignGapH * 3_600_000;
  const at = new Map<K, number[]>();
  const lastMs = (i: number) => items[i]?.last_ms ?? 0;
  for (const [i, item] of [...items.entries()].sort(([, a], [, b]) => a.first_ms - b.first_ms)) {
    for (const point of pointsOf(item)) {
      const open = (at.get(point) ?? []).filter((j) => lastMs(j) + gapMs >= item.first_ms);
      for (const j of open) pairs.add(Math.max(i, j) * items.length + Math.min(i, j));
      open.push(i);
      at.set(point, open);
    }
  }
  return pairs;
}

/** The provider it starts at, proven or named, and the origid it is signed with. */
const placesOf = ({ origin_provider, claimed_origin, origin_key }: Joinable) =>
  [origin_provider || claimed_origin, origidOf(origin_key)].filter((place) => place !== undefined);

/** Where two can be connected by more than behavior: at a caller, a block of callers, or a provider. */
function pairsToTry(items: readonly Joinable[], sure: readonly Edge[]): Set<number> {
  if (sure.includes('behavior')) return meetingPairs(items, () => [0]);
  const pairs = meetingPairs(items, ({ behavior }) => behavior.callers);
  meetingPairs(items, ({ behavior }) => (isInBlocks(behavior) ? behavior.blocks : []), pairs);
  if (sure.includes('origin')) meetingPairs(items, placesOf, pairs);
  return pairs;
}

/**
 * What is left beside the pools. Weak segments only ever join a campaign by their number or as their customer's: all others
 * are left out before anything is compared.
 */
function relevant<S extends Member>(segments: readonly S[], pooled: ReadonlySet<S>): S[] {
  const strong = segments.filter((segment) => isStrong(segment) || pooled.has(segment));
  const callers = new Set(strong.flatMap(({ behavior }) => behavior.callers));
  const customers = new Set(strong.filter(isCustomersSegment).map(({ origin_key }) => origin_key));
  return segments.filter(
    (segment) =>
      !pooled.has(segment) &&
      (isStrong(segment) ||
        (segment.calling_number !== 0 && segment.behavior.callers.some((hash) => callers.has(hash))) ||
        (isCustomersSegment(segment) && customers.has(segment.origin_key))),
  );
}

/**
 * Joins what one of the edges named connects, the surest and the largest first; never two groups that, each taken together,
 * are plainly different: else one small segment between two campaigns would make them one.
 */
function join<S extends Member>(
  items: readonly Group<S>[],
  sure: readonly Edge[],
  uniting: Unite<S> = unite,
): Group<S>[] {
  const sets = new UnionFind(items.length);
  const grown = new Map(items.entries());
  const pairs = [...pairsToTry(items, sure)].flatMap((pair) => {
    const [i, j] = [Math.floor(pair / items.length), pair % items.length];
    const [a, b] = [items[i], items[j]];
    if (a === undefined || b === undefined) return [];
    const kind = edge(a, b);
    const rank = kind === undefined ? -1 : sure.indexOf(kind);
    return rank < 0 ? [] : [{ i, j, rank, calls: Math.min(a.calls, b.calls) }];
  });
  const surest = pairs.toSorted((p, q) => p.rank - q.rank || q.calls - p.calls || p.i - q.i || p.j - q.j);
  for (const { i, j, rank } of surest) {
    const [one, other] = [sets.find(i), sets.find(j)];
    const [a, b] = [grown.get(one), grown.get(other)];
    if (one === other || a === undefined || b === undefined) continue;
    const apart = rank > 0 && likenessOf(a, b) === 'different';
    const placed = a.placed + b.placed;
    const isMostlyElsewhere = placed > 0 && a.calls + b.calls > 2 * placed;
    const whole = apart || isMostlyElsewhere ? undefined : uniting(a, b);
    if (whole === undefined) continue;
    sets.union(one, other);
    grown.set(sets.find(one), whole);
  }
  return sets.groups().flatMap(([root]) => grown.get(root ?? 0) ?? []);
}
