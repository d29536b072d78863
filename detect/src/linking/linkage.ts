import type { Judgement } from '../segments/judgement.ts';
import { thresholds } from '../thresholds.ts';
import type { Change } from './change.ts';
import { type Cluster, isStrong, isSuspicious, type Member } from './cluster.ts';
import { Clustering } from './clustering.ts';
import { type Combine, combine } from './join.ts';
import { type MatchKind, matchKinds } from './match.ts';
import { messageEnd } from './message.ts';
import { NumbersTogether } from './numbers-together.ts';
import { SmallNumbers } from './small-numbers.ts';

/**
 * Links segments into campaigns, as record linkage does: blocking, comparison, matches, clusters. Segments of the same
 * numbers are clustered first, then those of the same origin. Each such cluster is judged as a whole, and behavior joins
 * clusters only to suspicious ones.
 *
 * A change costs in proportion to what it touches. The result depends on the set of segments alone.
 */
export class Linkage<S extends Member, J extends Verdict = Judgement> {
  readonly #judge: (members: readonly S[]) => J;
  readonly #guard: Guard<J>;
  readonly #smallNumbers: SmallNumbers<S>;
  readonly #byNumbers = new Clustering<S>(upTo('some numbers'));
  readonly #byOrigin = new Clustering<S>(upTo('origin'));
  /** Clusters by origin that are judged as a whole, and the same with the verdict on the whole. */
  readonly #judged = new Map<Cluster<S>, Cluster<S>>();
  readonly #numbersTogether: NumbersTogether<S>;
  readonly #byBehavior: Clustering<S>;
  /** The same once more: what was cut at a full hour has its whole time only once it is joined, and matches others by that. */
  readonly #asGrown: Clustering<S>;
  readonly #campaigns = new Map<Cluster<S>, readonly S[]>();

  /** `judge` judges several segments as if they were one, and `guard` says whether what it found may open a campaign. */
  constructor(judge: (members: readonly S[]) => J, guard: Guard<J>) {
    this.#judge = judge;
    this.#guard = guard;
    this.#smallNumbers = new SmallNumbers((members) => judge(members).verdict);
    this.#numbersTogether = new NumbersTogether((members) => this.#verdictOn(members) === 'suspicious');
    const joining = { combine: whereSuspicious<S, J>(judge, guard), takesIn: isSuspicious };
    this.#byBehavior = new Clustering(matchKinds, joining);
    this.#asGrown = new Clustering(matchKinds, joining);
  }

  /**
   * Takes a change of the segments; returns the segments of every campaign. An unchanged campaign keeps its array.
   * Every cluster that is suspicious here has passed the guard, by itself or when it grew.
   */
  update(segments: Change<S>): (readonly S[])[] {
    const numbers = this.#byNumbers.update(this.#smallNumbers.update(segments));
    const origins = this.#byOrigin.update(numbers);
    const together = this.#numbersTogether.update(this.#judgeAll(origins));
    const campaigns = this.#asGrown.update(this.#byBehavior.update(onlyStrong(together)));
    for (const cluster of campaigns.gone) this.#campaigns.delete(cluster);
    for (const cluster of campaigns.come)
      if (isCampaign(cluster)) this.#campaigns.set(cluster, cluster.members);
    return [...this.#campaigns.values()];
  }

  /** Judges each cluster as a whole. So weak segments of the same numbers may be strong together. */
  #judgeAll({ gone, come }: Change<Cluster<S>>): Change<Cluster<S>> {
    const before = gone.map((cluster) => this.#judged.get(cluster) ?? cluster);
    for (const cluster of gone) this.#judged.delete(cluster);
    for (const cluster of come.filter(isWorthJudging))
      this.#judged.set(cluster, { ...cluster, verdict: this.#verdictOn(cluster.members) });
    return { gone: before, come: come.map((cluster) => this.#judged.get(cluster) ?? cluster) };
  }

  /** A suspicious cluster that the guard refuses is only possible: it may join, and opens nothing. */
  #verdictOn(members: readonly S[]): J['verdict'] {
    const judgement = this.#judge(members);
    return isSuspicious(judgement) && !this.#guard(judgement) ? 'possible' : judgement.verdict;
  }
}

type Verdict = Pick<Judgement, 'verdict'>;

/** Whether what looks like a campaign may open one: the guard against a wrong accusation. */
type Guard<J> = (judgement: J) => boolean;

/** The surest kinds of match, down to the one given. */
function upTo(least: MatchKind): readonly MatchKind[] {
  return matchKinds.slice(0, matchKinds.indexOf(least) + 1);
}

/**
 * A cluster that is only possible joins a suspicious one, where both together are still suspicious. Whatever joins,
 * the whole must pass the guard: no campaign is lost because another caller's calls were taken in.
 */
const whereSuspicious =
  <S extends Member, J extends Verdict>(judge: (members: readonly S[]) => J, guard: Guard<J>): Combine<S> =>
  (a, b) => {
    if (!isSuspicious(a) && !isSuspicious(b)) return undefined;
    const whole: Cluster<S> = { ...combine(a, b), verdict: 'suspicious' };
    const judgement = judge(whole.members);
    const holds = (isSuspicious(a) && isSuspicious(b)) || isSuspicious(judgement);
    return holds && guard(judgement) ? whole : undefined;
  };

const onlyStrong = <S>({ gone, come }: Change<Cluster<S>>): Change<Cluster<S>> => ({
  gone: gone.filter(isStrong),
  come: come.filter(isStrong),
});

/** Where all parts are weak, only a cluster that has the calls of a campaign: very many callers are weak for hours. */
const isWorthJudging = ({ hasStrong, calls }: Cluster<Member>) =>
  hasStrong || calls >= thresholds.campaignCalls;

const isCampaign = (cluster: Cluster<Member>) =>
  isSuspicious(cluster) && cluster.calls >= thresholds.campaignCalls && hasOneCaller(cluster);

/**
 * Calls that are seen only behind a transit are one campaign's only where one message holds nearly all of them together.
 */
const hasOneCaller = ({ callsElsewhere, behavior }: Cluster<Member>) =>
  callsElsewhere > 0 || messageEnd(behavior, thresholds.onlyMessage) !== undefined;
