import { type Clocks, hopMs } from './clocks.ts';
import { type Forest, isOpenAbove, isOpenBelow } from './forest.ts';
import type { Leg } from './leg.ts';
import { cheapestFirst, type Pair, pairsOf } from './match.ts';
import { lateness } from './misfit.ts';

/**
 * Joins pieces of a call between which legs are missing, because a provider does not report. Time and ending must fit.
 * The likeliest pairs come first.
 */
export function joinPieces(forest: Forest, clocks: Clocks): void {
  const roots = forest.legs.filter((leg) => !forest.before.has(leg));
  const heads = roots.filter(isOpenAbove);
  const tails = forest.legs.filter((leg) => isOpenBelow(leg) && !forest.isMet(leg, 'downstream'));
  const pairs = pairsOf(tails, heads, clocks, 'time').map((pair) => ({
    ...pair,
    cost: pair.cost + backwards(pair, clocks),
  }));
  const piece = new Map(roots.map((root) => [root, new Set(forest.below(root).map((leg) => leg.carrier))]));
  const continued = new Set<Leg>();
  for (const pair of pairs.sort(cheapestFirst)) {
    const above = piece.get(forest.rootOf(pair.from));
    const below = piece.get(pair.to);
    // A carrier with a leg in both pieces saw two attempts, not one call.
    if (
      above === undefined ||
      below === undefined ||
      continued.has(pair.from) ||
      !above.isDisjointFrom(below)
    )
      continue;
    if (!forest.add(pair, 'inferred')) continue;
    continued.add(pair.from);
    for (const carrier of below) above.add(carrier);
  }
}

const wholeSeconds = (leg: Leg) => leg.start_ms % 1_000 === 0 && leg.hold_ms % 1_000 === 0;

/**
 * What speaks for the other direction, `to` before `from`, in seconds of delay or what weighs as much. A leg nearer to
 * the caller is held longer, whatever the clocks say. Where the holding times show nothing, the clocks count.
 */
function backwards({ from, to }: Pair, clocks: Clocks): number {
  const held = to.hold_ms - from.hold_ms;
  const precise = from.hold_ms > 0 && to.hold_ms > 0 && !wholeSeconds(from) && !wholeSeconds(to);
  if (precise && held !== 0 && Math.abs(held) <= 2_000) return held > 0 ? 4 : 0;
  const late = lateness(from, to, clocks) + hopMs;
  if (late >= 0) return 0;
  return clocks.ahead(from.carrier, to.carrier) === undefined ? 1 : 3;
}
