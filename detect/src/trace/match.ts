import type { Clocks } from './clocks.ts';
import { inTime, type Leg } from './leg.ts';
import { isNear, lateness, misfit, type Tie } from './misfit.ts';

/** Two legs that may be one call, handed from the carrier of `from` towards that of `to`. */
export interface Pair {
  readonly from: Leg;
  readonly to: Leg;
  /** How badly they fit, in seconds of delay or what weighs as much. The smallest is the likeliest. */
  readonly cost: number;
}

export const cheapestFirst = (a: Pair, b: Pair) =>
  a.cost - b.cost || inTime(a.from, b.from) || inTime(a.to, b.to);

/** Takes the best-fitting pairs, so that each leg is in one pair on either side at most. */
export function oneToOne(pairs: readonly Pair[]): Pair[] {
  const [froms, tos] = [new Set<Leg>(), new Set<Leg>()];
  return pairs.toSorted(cheapestFirst).filter(({ from, to }) => {
    if (froms.has(from) || tos.has(to)) return false;
    froms.add(from);
    tos.add(to);
    return true;
  });
}

/**
 * All pairs of legs of two carriers that may be one call, by time, numbers and ending. `tie` says what else ties them.
 */
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
 * Pairs the legs of one carrier with those of the next, where each names the other. Where the difference of their clocks
 * is unknown, each pair suggests one, and the difference under which all legs fit best is taken.
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

/** Differences of clocks that are tried at most. No two numbers redial this often within half a minute. */
const mostShifts = 64;
/** A leg without its other half costs as much as this many seconds of delay. */
const unmatched = 10;

const shifted = (pairs: readonly Pair[], clocks: Clocks, shift: number): Pair[] =>
  pairs.map(({ from, to, cost }) => {
    const late = lateness(from, to, clocks);
    return { from, to, cost: cost - Math.abs(late) / 1_000 + Math.abs(late - shift) / 1_000 };
  });
