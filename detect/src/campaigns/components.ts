import { isCustomersSegment, origidOf } from '../judge/sources.ts';
import { thresholds } from '../thresholds.ts';
import { isInBlocks, messageEnd, together } from './behavior.ts';
import { type Edge, edge, edges, type Joinable, likenessOf } from './edges.ts';
import { UnionFind } from './union-find.ts';

export interface Member extends Joinable {
  readonly segment_id: string;
  readonly calls: number;
}

/**
 * Groups segments into campaigns; what is left out opens nothing. The result depends on the set of segments alone.
 * What one origin or number did is judged together first (`suspicious`); behavior joins only suspicious groups.
 */
export function components<S extends Member>(
  unsorted: readonly S[],
  suspicious: (group: readonly S[]) => boolean,
): S[][] {
  const segments = relevant(unsorted).sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
  const byNumbers = join(
    segments.map((segment) => asOne([segment])),
    upTo('some numbers'),
  );
  const byOrigin = join(byNumbers, upTo('origin'));
  const groups = byOrigin.filter(({ members }) => suspicious(members));
  return join(groups, edges)
    .filter(({ calls }) => calls >= thresholds.campaignCalls)
    .filter(isOne)
    .map(({ members }) => [...members]);
}

const upTo = (least: Edge) => edges.slice(0, edges.indexOf(least) + 1);

/** What is seen only where many origins meet is a campaign only where one message holds nearly all of it together. */
const isOne = ({ placed, behavior }: Group<Member>) =>
  placed > 0 || messageEnd(behavior, thresholds.onlyMessage) !== undefined;

interface Group<S> extends Joinable {
  readonly members: readonly S[];
  readonly calls: number;
  /** Calls seen where they are not many origins' together. */
  readonly placed: number;
}

const sumOfCalls = (members: readonly Member[]) => members.reduce((sum, { calls }) => sum + calls, 0);

/** A group as one thing to compare: its largest segment speaks for it, what adds up is added up. */
function asOne<S extends Member>(members: readonly S[]): Group<S> {
  const [largest] = members.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('a group without segments');
  const counting = members.filter((member) => member.calls > 0 || members.length === 1);
  return {
    ...largest,
    members,
    calls: sumOfCalls(members),
    placed: sumOfCalls(members.filter((member) => !member.by_transit)),
    by_transit: counting.every((member) => member.by_transit),
    behavior: members.length === 1 ? largest.behavior : together(members.map((member) => member.behavior)),
    // Ordinary hours have no calls in it, and don't make it longer.
    first_ms: Math.min(...counting.map((member) => member.first_ms)),
    last_ms: Math.max(...counting.map((member) => member.last_ms)),
  };
}

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
 * Weak segments only ever join a campaign by their number or as their customer's: all others are left out before anything
 * is compared.
 */
function relevant<S extends Member>(segments: readonly S[]): S[] {
  const isStrong = ({ verdict }: Member) => verdict === 'suspicious' || verdict === 'possible';
  const strong = segments.filter(isStrong);
  const callers = new Set(strong.flatMap(({ behavior }) => behavior.callers));
  const customers = new Set(strong.filter(isCustomersSegment).map(({ origin_key }) => origin_key));
  return segments.filter(
    (segment) =>
      isStrong(segment) ||
      (segment.calling_number !== 0 && segment.behavior.callers.some((hash) => callers.has(hash))) ||
      (isCustomersSegment(segment) && customers.has(segment.origin_key)),
  );
}

/**
 * Joins what one of the edges named connects, the surest and the largest first; never two groups that, each taken together,
 * are plainly different: else one small segment between two campaigns would make them one.
 */
function join<S extends Member>(items: readonly Group<S>[], sure: readonly Edge[]): Group<S>[] {
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
    if (apart || isMostlyElsewhere) continue;
    sets.union(one, other);
    grown.set(sets.find(one), asOne([...a.members, ...b.members]));
  }
  return sets.groups().flatMap(([root]) => grown.get(root ?? 0) ?? []);
}
