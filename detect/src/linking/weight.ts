import { compare } from './comparison.ts';
import type { Linkable } from './linkable.ts';
import { sameCallerClass } from './linkable-callers.ts';
import { gapMs } from './linkable-time.ts';
import { type MatchKind, match } from './match.ts';

/** How sure a match is: its evidence weight. */
export interface MatchWeight {
  /** Of the match's kind among those looked for: 0 is the surest. */
  readonly rank: number;
  readonly sameCallerClass: boolean;
  readonly alike: boolean;
  /** Time between the two, ms; below 0 where they overlap. */
  readonly gap: number;
}

/**
 * The weight of a match of one of these kinds; undefined where there is none. `kinds`: the surest first. `mayShare`:
 * whether the two may have calling numbers or exchanges in common.
 */
export function weightOf(
  a: Linkable,
  b: Linkable,
  kinds: readonly MatchKind[],
  mayShare = true,
): MatchWeight | undefined {
  const kind = match(a, b, mayShare);
  const rank = kind === undefined ? -1 : kinds.indexOf(kind);
  if (rank < 0) return undefined;
  return {
    rank,
    sameCallerClass: sameCallerClass(a, b),
    alike: compare(a, b) === 'alike',
    gap: gapMs(a, b),
  };
}

/** Two items of a list, by their index there, i before j, and their match. */
export interface MatchedPair extends MatchWeight {
  readonly i: number;
  readonly j: number;
  /** Calls of the smaller of the two. */
  readonly calls: number;
}

/**
 * The order in which pairs are joined: the surest kind first, then one caller class before two, as two are easier to compare
 * when each has grown. Then the largest, those that are alike, and those near in time.
 */
export const surestFirst = (p: MatchedPair, q: MatchedPair) =>
  p.rank - q.rank ||
  Number(q.sameCallerClass) - Number(p.sameCallerClass) ||
  q.calls - p.calls ||
  Number(q.alike) - Number(p.alike) ||
  Math.max(0, p.gap) - Math.max(0, q.gap) ||
  p.i - q.i ||
  p.j - q.j;
