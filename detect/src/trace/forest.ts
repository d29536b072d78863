import { inTime, type Leg, namesDownstream, namesUpstream } from './leg.ts';
import type { Pair } from './match.ts';

/**
 * How it is known that one leg's carrier handed the call towards the other's. 'both': each names the other; 'one':
 * only one of them does, the other doesn't tell; 'silent': both name the same provider between them, which reported
 * nothing; 'contradicted': one names the other, which names somebody else; 'inferred': numbers, time and ending alone.
 */
export type Evidence = 'both' | 'one' | 'silent' | 'contradicted' | 'inferred';

export interface Link {
  readonly from: Leg;
  readonly to: Leg;
  readonly evidence: Evidence;
}

/** Legs as they follow from each other: each has one before it at most, and several behind it where a call forks. */
export interface Forest {
  readonly legs: readonly Leg[];
  readonly before: ReadonlyMap<Leg, Link>;
  after(leg: Leg): readonly Link[];
  rootOf(leg: Leg): Leg;
  /** The leg and all that follow from it, each before those behind it, forks in order of time. */
  below(leg: Leg): Leg[];
  /** Whether what a leg says of its upstream, or of its downstream, stands against a leg there that says the same. */
  isMet(leg: Leg, side: 'upstream' | 'downstream'): boolean;
  /** Adds the link unless `to` has one before it already, or `from` lies behind `to`. */
  add(pair: Pair, evidence: Evidence): boolean;
}

/** Without recursion throughout: a carrier decides how many legs its call has, one behind the other. */
export function createForest(legs: readonly Leg[]): Forest {
  const before = new Map<Leg, Link>();
  const after = new Map<Leg, Link[]>();
  const rootOf = (leg: Leg): Leg => {
    let root = leg;
    for (let link = before.get(root); link !== undefined; link = before.get(root)) root = link.from;
    return root;
  };
  return {
    legs,
    before,
    after: (leg) => after.get(leg) ?? [],
    rootOf,
    below(leg) {
      const found: Leg[] = [];
      const open = [leg];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        found.push(next);
        for (const { to } of (after.get(next) ?? []).toReversed()) open.push(to);
      }
      return found;
    },
    isMet(leg, side) {
      if (side === 'upstream') return before.has(leg);
      return (after.get(leg) ?? []).some(
        (link) => link.evidence !== 'contradicted' && link.evidence !== 'inferred',
      );
    },
    add({ from, to }, evidence) {
      if (before.has(to) || rootOf(from) === to) return false;
      const link = { from, to, evidence };
      before.set(to, link);
      after.set(
        from,
        [...(after.get(from) ?? []), link].sort((a, b) => inTime(a.to, b.to)),
      );
      return true;
    },
  };
}

/** A leg whose way in is open: who handed it in doesn't report, or isn't named. */
export const isOpenAbove = (leg: Leg) => namesUpstream(leg) || leg.upstream === '';
/** The same for the way out. */
export const isOpenBelow = (leg: Leg) => namesDownstream(leg) || leg.downstream === '';
