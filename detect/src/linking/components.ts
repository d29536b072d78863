import { thresholds } from '../thresholds.ts';
import { messageEnd } from './behavior.ts';
import type { Change } from './change.ts';
import { type Edge, edges } from './edges.ts';
import { type Group, isStrong, isSuspicious, type Judge, type Member } from './group.ts';
import { Join, type Unite, unite } from './join.ts';
import { SmallNumbers } from './small-numbers.ts';

/**
 * Groups segments into campaigns; what is left out opens nothing. What one origin or number did is judged together first;
 * behavior joins others only to those that are suspicious. Each stage takes what the one before it changed, so that a
 * change costs what it touches; the result depends on the set of segments alone.
 */
export class Components<S extends Member> {
  readonly #judge: Judge<S>;
  readonly #smallNumbers: SmallNumbers<S>;
  readonly #byNumbers = new Join<S>(upTo('some numbers'));
  readonly #byOrigin = new Join<S>(upTo('origin'));
  /** Groups by number and origin as they are judged, where that is strong. */
  readonly #judged = new Map<Group<S>, Group<S>>();
  readonly #byBehavior: Join<S>;
  readonly #campaigns = new Map<Group<S>, readonly S[]>();

  constructor(judge: Judge<S>) {
    this.#judge = judge;
    this.#smallNumbers = new SmallNumbers(judge);
    this.#byBehavior = new Join(edges, whereSuspicious(judge));
  }

  /** Takes a change of the segments; returns the segments of every campaign, those of an unchanged one as the same array. */
  update(segments: Change<S>): (readonly S[])[] {
    const numbers = this.#byNumbers.update(this.#smallNumbers.update(segments));
    const origins = this.#byOrigin.update(numbers);
    const campaigns = this.#byBehavior.update(this.#judgeStrong(origins));
    for (const group of campaigns.gone) this.#campaigns.delete(group);
    for (const group of campaigns.come) if (isCampaign(group)) this.#campaigns.set(group, group.members);
    return [...this.#campaigns.values()];
  }

  #judgeStrong({ gone, come }: Change<Group<S>>): Change<Group<S>> {
    const before = gone.flatMap((group) => this.#judged.get(group) ?? []);
    for (const group of gone) this.#judged.delete(group);
    const strong = come
      .filter(({ opens }) => opens)
      .map((group) => ({ of: group, judged: { ...group, verdict: this.#judge(group.members) } }))
      .filter(({ judged }) => isStrong(judged));
    for (const { of, judged } of strong) this.#judged.set(of, judged);
    return { gone: before, come: strong.map(({ judged }) => judged) };
  }
}

function upTo(least: Edge): readonly Edge[] {
  return edges.slice(0, edges.indexOf(least) + 1);
}

/** What is only possible joins what is suspicious, where both still are together. */
const whereSuspicious =
  <S extends Member>(judge: Judge<S>): Unite<S> =>
  (a, b) => {
    if (!isSuspicious(a) && !isSuspicious(b)) return undefined;
    const whole = { ...unite(a, b), verdict: 'suspicious' };
    const sure = isSuspicious(a) && isSuspicious(b);
    return sure || judge(whole.members) === 'suspicious' ? whole : undefined;
  };

const isCampaign = (group: Group<Member>) =>
  isSuspicious(group) && group.calls >= thresholds.campaignCalls && isOne(group);

/** What is seen only where many origins meet is a campaign only where one message holds nearly all of it together. */
const isOne = ({ placed, behavior }: Group<Member>) =>
  placed > 0 || messageEnd(behavior, thresholds.onlyMessage) !== undefined;
