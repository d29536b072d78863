import type { Clocks } from './clocks.ts';
import { createForest, type Evidence, type Forest } from './forest.ts';
import { inTime, type Leg, namesDownstream, namesUpstream } from './leg.ts';
import { cheapestFirst, handOvers, oneToOne, type Pair, pairsOf } from './match.ts';
import { joinPieces } from './pieces.ts';

/**
 * Finds which leg follows from which. The surest links come first:
 * - hand-overs that both carriers name;
 * - hand-overs that only one names;
 * - legs on both sides of a silent provider;
 * - other routes of the same leg, and contradictions;
 * - legs that only fit by time.
 */
export function linkLegs(legs: readonly Leg[], clocks: Clocks): Forest {
  const forest = createForest(legs.toSorted(inTime));
  const linked = (pairs: readonly Pair[], evidence: Evidence) => {
    for (const pair of pairs) forest.add(pair, evidence);
  };
  for (const [froms, tos] of neighbors(legs)) linked(handOvers(froms, tos, clocks), 'both');
  const pairs = pairsOf(forest.legs, forest.legs, clocks, 'named');
  linked(oneToOne(pairs.filter((pair) => isOneSided(pair) && isFree(pair, forest))), 'one');
  const silent = pairs.filter((pair) => namesSame(pair) && isFree(pair, forest)).sort(cheapestFirst);
  linked(oneToOne(silent), 'silent');
  linked(silent, 'silent');
  linkRest(forest, clocks);
  joinPieces(forest, clocks);
  return forest;
}

/** For each two carriers: legs of the first that name the second, and legs of the second that name the first. */
function neighbors(legs: readonly Leg[]): [Leg[], Leg[]][] {
  const outgoing = Map.groupBy(legs.filter(namesDownstream), (leg) => `${leg.carrier}\n${leg.downstream}`);
  const incoming = Map.groupBy(legs.filter(namesUpstream), (leg) => `${leg.upstream}\n${leg.carrier}`);
  return [...outgoing].flatMap(([key, froms]) => {
    const tos = incoming.get(key);
    return tos === undefined ? [] : [[froms, tos]];
  });
}

const isFree = ({ from, to }: Pair, forest: Forest) =>
  !forest.isMet(from, 'downstream') && !forest.isMet(to, 'upstream');

const isOneSided = ({ from, to }: Pair) =>
  (from.downstream === to.carrier && to.upstream === '') ||
  (from.downstream === '' && to.upstream === from.carrier);

const namesSame = ({ from, to }: Pair) =>
  namesDownstream(from) && from.downstream === to.upstream && to.upstream !== from.carrier;

/** Links legs whose other side is linked already or says otherwise: a second route of that leg, or a contradiction. */
function linkRest(forest: Forest, clocks: Clocks): void {
  const open = forest.legs.filter((leg) => !forest.isMet(leg, 'upstream'));
  const agreed = pairsOf(forest.legs, open, clocks, 'agreed').filter(namesBoth).sort(cheapestFirst);
  for (const pair of agreed) forest.add(pair, 'both');
  for (const pair of pairsOf(forest.legs, open, clocks, 'named').sort(cheapestFirst)) {
    const { from, to } = pair;
    if (to.upstream === from.carrier) forest.add(pair, otherRoute(pair, forest));
    else if (from.downstream === to.carrier && !forest.isMet(from, 'downstream'))
      forest.add(pair, 'contradicted');
  }
}

const namesBoth = ({ from, to }: Pair) => from.downstream === to.carrier && to.upstream === from.carrier;

/**
 * A switch that writes one leg for several attempts names only the last route. A failed earlier attempt is no
 * contradiction then.
 */
const otherRoute = ({ from, to }: Pair, forest: Forest): Evidence =>
  from.downstream === '' || to.sip_code >= 400 || forest.isMet(from, 'downstream') ? 'one' : 'contradicted';
