import type { Clocks } from './clocks.ts';
import { inTime, type Leg } from './leg.ts';
import { isNear, lateness, misfit, type Tie } from './misfit.ts';

export interface Pair {
  readonly from: Leg;
  readonly to: Leg;
  /** Seconds, and what weighs as much; smaller is likelier. */
  readonly cost: number;
}

export const cheapestFirst = (a: Pair, b: Pair) =>
  a.cost - b.cost || inTime(a.from, b.from) || inTime(a.to, b.to);

/** Pairs with each leg once on either side, the best-fitting first. */
export function oneToOne(pairs: readonly Pair[]): Pair[] {
  const [froms, tos] = [new Set<Leg>(), new Set<Leg>()];
  return pairs.toSorted(cheapestFirst).filter(({ from, to }) => {
    if (froms.has(from) || tos.has(to)) return false;
    froms.add(from);
    tos.add(to);
    return true;
  });
}

/** All pairs that may be one call, by what is known of the clocks. */
export function pairsOf(froms: readonly Leg[], tos: readonly Leg[], clocks: Clocks, tie: Tie): Pair[] {
  return froms.flatMap((from) =>
    tos.flatMap((to) => {
      if (from.carrier === to.carrier || !isNear(from, to, clocks)) return [];
      const rest = misfit(from, to, tie);
      return rest === undefined
        ? []
        : [{ from, to, cost: rest + Math.abs(lateness(from, to, clocks)) / 1_000 }];
    }),
  );
}

/**
 * Which leg of one carrier goes with which of the next, both naming each other. Where nothing is known of the two
 * clocks, several calls of one pair of numbers tell them apart: the shift under which they fit best.
 */
export function handOvers(froms: readonly Leg[], tos: readonly Leg[], clocks: Clocks): Pair[] {
  const pairs = pairsOf(froms, tos, clocks, 'agreed');
  const [first] = pairs;
  if (first === undefined || clocks.ahead(first.from.carrier, first.to.carrier) !== undefined)
    return oneToOne(pairs);
  const shifts = pairs.slice(0, mostShifts).map(({ from, to }) => lateness(from, to, clocks));
  const choices = shifts.map((shift) => ({ shift, pairs: oneToOne(shifted(pairs, clocks, shift)) }));
  const weight = (pairs: readonly Pair[]) => pairs.reduce((sum, { cost }) => sum + cost - unmatched, 0);
  const [best] = choices.sort(
    (a, b) => weight(a.pairs) - weight(b.pairs) || Math.abs(a.shift) - Math.abs(b.shift),
  );
  return best?.pairs ?? [];
}

/** More than any pair of numbers redials within half a minute. */
const mostShifts = 64;
/** A leg left without its other half costs as much as so many seconds. */
const unmatched = 10;

const shifted = (pairs: readonly Pair[], clocks: Clocks, shift: number): Pair[] =>
  pairs.map(({ from, to, cost }) => {
    const late = lateness(from, to, clocks);
    return { from, to, cost: cost - Math.abs(late) / 1_000 + Math.abs(late - shift) / 1_000 };
  });
