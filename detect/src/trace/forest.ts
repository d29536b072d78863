import { inTime, type Leg, namesDownstream, namesUpstream } from './leg.ts';
import type { Pair } from './match.ts';

/**
 * How it is known that one leg's carrier handed the call towards the other's.
 * - 'both': each names the other.
 * - 'one': one names the other, which does not tell.
 * - 'silent': both name the same provider between them, which reported nothing.
 * - 'contradicted': one names the other, which names somebody else.
 * - 'inferred': only numbers, time and ending fit.
 */
export type Evidence = 'both' | 'one' | 'silent' | 'contradicted' | 'inferred';

export interface Link {
  readonly from: Leg;
  readonly to: Leg;
  readonly evidence: Evidence;
}

/** Legs and how they follow from each other. A leg has at most one before it, and several after it where a call forks. */
export interface Forest {
  readonly legs: readonly Leg[];
  readonly before: ReadonlyMap<Leg, Link>;
  after(leg: Leg): readonly Link[];
  rootOf(leg: Leg): Leg;
  /** The leg and all legs that follow from it, each before its followers; forks in order of time. */
  below(leg: Leg): Leg[];
  /**
   * Whether a leg is linked to one before it ('upstream'), or to one after it that does not contradict ('downstream').
   */
  isMet(leg: Leg, side: 'upstream' | 'downstream'): boolean;
  /** Adds a link. Returns false and adds none where `to` has a leg before it already, or where this would make a loop. */
  add(pair: Pair, evidence: Evidence): boolean;
}

/** A forest without links. No function in it recurses, since a feed may hold a chain of any length. */
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

/** Whether the leg before this one may be missing: its provider does not report, or is not named. */
export const isOpenAbove = (leg: Leg) => namesUpstream(leg) || leg.upstream === '';
/** The same for the leg after this one. */
export const isOpenBelow = (leg: Leg) => namesDownstream(leg) || leg.downstream === '';
