import { type Call, legsOf } from './call.ts';
import type { Link } from './forest.ts';
import { namesDownstream, namesUpstream } from './leg.ts';

/** A hand-over between two providers, and who of them says so. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** 'both' sides report it; 'one' side claims it; the sides are 'contradicted'; 'inferred' from time and ending. */
  readonly evidence: 'both' | 'one' | 'contradicted' | 'inferred';
  readonly told_by: readonly string[];
}

/** The hand-overs from one leg of a route to the next: two where a silent provider lies between, three where more do. */
export function edgesOf({ from, to, evidence }: Link): Edge[] {
  const [a, b] = [from.carrier, to.carrier];
  if (evidence === 'both') return [{ from: a, to: b, evidence, told_by: [a, b] }];
  if (evidence === 'one' || evidence === 'contradicted') {
    return [{ from: a, to: b, evidence, told_by: [from.downstream === b ? a : b] }];
  }
  const exit = namesDownstream(from) ? from.downstream : a;
  const entry = namesUpstream(to) ? to.upstream : b;
  return [
    ...(exit === a ? [] : [claim(a, exit, a)]),
    ...(exit === entry ? [] : [{ from: exit, to: entry, evidence: 'inferred' as const, told_by: [] }]),
    ...(entry === b ? [] : [claim(entry, b, b)]),
  ];
}

export const claim = (from: string, to: string, by: string): Edge => ({
  from,
  to,
  evidence: 'one',
  told_by: [by],
});

/** The whole graph: the hand-overs on every route, and those only named, above the first legs and below the last. */
export function allEdges(call: Call): Edge[] {
  const legs = legsOf(call);
  const { forest } = call;
  return distinct([
    ...legs
      .filter((leg) => !forest.before.has(leg) && namesUpstream(leg))
      .map((leg) => claim(leg.upstream, leg.carrier, leg.carrier)),
    ...legs.flatMap((leg) => forest.after(leg).flatMap(edgesOf)),
    ...legs
      .filter((leg) => namesDownstream(leg) && !forest.isMet(leg, 'downstream'))
      .map((leg) => claim(leg.carrier, leg.downstream, leg.carrier)),
  ]);
}

const strength = ['both', 'contradicted', 'one', 'inferred'];

/** One edge a pair of providers, the most telling one. */
function distinct(edges: readonly Edge[]): Edge[] {
  const pairs = Map.groupBy(edges, ({ from, to }) => `${from}\n${to}`);
  return [...pairs.values()].flatMap((same) =>
    same.toSorted((x, y) => strength.indexOf(x.evidence) - strength.indexOf(y.evidence)).slice(0, 1),
  );
}
