import { minuteMs } from '@ringtrace/schemas/durations';
import { numbersOf } from '../features/number-sample.ts';
import { placeName } from '../features/segment-key.ts';
import { isCustomer, ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { addBehaviors } from './behavior.ts';
import { type Change, haveSameItems } from './change.ts';
import { type Cluster, clusterOf, inOrder, isStrong, type Member } from './cluster.ts';
import { compare } from './comparison.ts';
import { Groups } from './groups.ts';
import { callsPerMs, isAtCut } from './linkable-time.ts';

/** Whether segments that are judged as one are suspicious, and may open a campaign. */
export type Opens<S> = (members: readonly S[]) => boolean;

/** What may be one caller's: all call together. The largest is the first; `all` is the same with the calls of all of them. */
interface Bunch<S> {
  readonly items: Cluster<S>[];
  readonly largest: Cluster<S>;
  readonly all: Cluster<S>;
}

/** What was judged as one, and the cluster that it is; undefined where that opens nothing. */
interface JudgedBunch<S> {
  readonly items: readonly Cluster<S>[];
  readonly whole: Cluster<S> | undefined;
}

/**
 * A part of a source: the calls of one exchange of numbers, or those to one area. Of calls behind a transit, that
 * does not tell one caller.
 */
const isPart = ({ calling_number, part, behindTransit }: Member) =>
  calling_number === 0 && (part === 'exchange' || part === 'area') && !behindTransit;

/**
 * Whether all calls are those of busy numbers, or of parts, at a place where many customers' calls meet. A customer's
 * are joined by its name. A part may be weak: it has a few dozen calls of as many numbers, which tell hardly anything
 * by themselves.
 */
const mayBeTogether = (cluster: Cluster<Member>) =>
  !isCustomer(cluster) &&
  !ringsOnce(cluster) &&
  (cluster.members.every(isPart) ||
    (isStrong(cluster) && cluster.members.every(({ calling_number }) => calling_number !== 0)));

/** Never parsed back. */
const groupKey = (cluster: Cluster<Member>) =>
  `${placeName(cluster)} ${cluster.caller_class} ${cluster.called_back_at}`;

const areNear = (a: number, b: number) => Math.abs(a - b) <= minuteMs * thresholds.togetherMin;

/** A part is cut at full hours, so that it shows no beginning or end there. The hours of a number are one cluster by now. */
const isSeen = (cluster: Cluster<Member>, timeMs: number) =>
  !(cluster.members.every(isPart) && isAtCut(timeMs));

/** Whether two begin together or end together. The newest minute is no end. */
function callTogether(a: Cluster<Member>, b: Cluster<Member>): boolean {
  const show = (one: number, other: number) => areNear(one, other) && isSeen(a, one) && isSeen(b, other);
  return show(a.first_ms, b.first_ms) || (!a.goesOn && !b.goesOn && show(a.last_ms, b.last_ms));
}

const numbersIn = ({ behavior: { callers } }: Member) => Math.max(1, numbersOf(callers));
const callsOfEach = (item: Member) => item.behavior.calls / numbersIn(item);
const paceOfEach = (item: Member) => callsPerMs(item) / numbersIn(item);

const areAlike = (one: number, other: number) =>
  Math.max(one, other) < thresholds.inTurnPace * Math.min(one, other);

/**
 * Whether their numbers have about as many calls each, or about as many in the same time: a dialer takes turns with its
 * numbers. A stray call makes a number last longer, and some of its hours may be ordinary.
 */
const areUsedAlike = (a: Member, b: Member) =>
  areAlike(callsOfEach(a), callsOfEach(b)) || areAlike(paceOfEach(a), paceOfEach(b));

/** The largest first: it shows best how all of them call. The rest of the order depends on no names. */
const largestFirst = (a: Member, b: Member) => b.calls - a.calls || inOrder(a, b);

/** Each item goes to the first bunch that it fits. It is held against the largest one there, and against the calls of all. */
function bunchesOf<S extends Member>(items: readonly Cluster<S>[]): Bunch<S>[] {
  const bunches: Bunch<S>[] = [];
  for (const item of items) {
    const at = bunches.findIndex(
      ({ largest, all }) =>
        callTogether(largest, item) &&
        areUsedAlike(largest, item) &&
        compare(all, item, { byExchange: false }) !== 'different',
    );
    const bunch = bunches[at];
    if (bunch === undefined) bunches.push({ items: [item], largest: item, all: item });
    else {
      const { items: own, largest, all } = bunch;
      own.push(item);
      bunches[at] = {
        items: own,
        largest,
        all: { ...largest, behavior: addBehaviors([all.behavior, item.behavior]) },
      };
    }
  }
  return bunches;
}

/**
 * Finds campaigns that are cut into parts: into several numbers that take turns, into exchanges of numbers, or into areas
 * called. Parts of one place that call together and alike are judged as one. They become one cluster only where that opens
 * a campaign.
 */
export class NumbersTogether<S extends Member> {
  readonly #opens: Opens<S>;
  readonly #groups: Groups<Cluster<S>, Cluster<S>>;
  /** By the largest cluster of a bunch: what was judged last of it. */
  readonly #judged = new WeakMap<Cluster<S>, JudgedBunch<S>>();

  constructor(opens: Opens<S>) {
    this.#opens = opens;
    this.#groups = new Groups<Cluster<S>, Cluster<S>>({
      keyOf: groupKey,
      order: largestFirst,
      clustersOf: (items) => this.#clustersOf(items),
    });
  }

  /** Takes a change of the clusters; returns the change of what they become. The same numbers stay the same cluster. */
  update({ gone, come }: Change<Cluster<S>>): Change<Cluster<S>> {
    const groups = this.#groups.update({
      gone: gone.filter(mayBeTogether),
      come: come.filter(mayBeTogether),
    });
    const others = (clusters: readonly Cluster<S>[]) => clusters.filter((cluster) => !mayBeTogether(cluster));
    return { gone: [...others(gone), ...groups.gone], come: [...others(come), ...groups.come] };
  }

  #clustersOf(items: readonly Cluster<S>[]): Cluster<S>[] {
    const judged = bunchesOf(items)
      .filter((bunch) => bunch.items.length > 1)
      .map((bunch) => this.#judge(bunch));
    const taken = new Set(judged.flatMap((one) => (one.whole === undefined ? [] : one.items)));
    return [...judged.flatMap(({ whole }) => whole ?? []), ...items.filter((item) => !taken.has(item))];
  }

  /** A bunch of the same clusters is not judged again. */
  #judge(bunch: Bunch<S>): JudgedBunch<S> {
    const { items, largest } = bunch;
    const before = this.#judged.get(largest);
    if (before !== undefined && haveSameItems(before.items, items)) return before;
    const judged = { items, whole: this.#wholeOf(bunch) };
    this.#judged.set(largest, judged);
    return judged;
  }

  #wholeOf({ items, all: { behavior } }: Bunch<S>): Cluster<S> | undefined {
    const members = items.flatMap((item) => item.members);
    if (!this.#opens(members)) return undefined;
    return { ...clusterOf(members, behavior), verdict: 'suspicious', hasStrong: true };
  }
}
