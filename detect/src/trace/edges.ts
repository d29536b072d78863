import { type Call, legsOf } from './call.ts';
import type { Link } from './forest.ts';
import { namesDownstream, namesUpstream } from './leg.ts';

/** A hand-over of a call from one provider to another, and how it is known. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** 'both' sides report it; 'one' side claims it; the sides are 'contradicted'; 'inferred' from time and ending. */
  readonly evidence: 'both' | 'one' | 'contradicted' | 'inferred';
  /** Providers whose legs say so. */
  readonly told_by: readonly string[];
}

/**
 * The hand-overs between two legs that follow each other: one where the carriers meet, two where one silent provider lies
 * between them, three where more do.
 */
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

/** All hand-overs of a call: those between legs, and those that only a first leg (its upstream) or a last leg names. */
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

/** One hand-over for each pair of providers: the one that is known best. */
function distinct(edges: readonly Edge[]): Edge[] {
  const pairs = Map.groupBy(edges, ({ from, to }) => `${from}\n${to}`);
  return [...pairs.values()].flatMap((same) =>
    same.toSorted((x, y) => strength.indexOf(x.evidence) - strength.indexOf(y.evidence)).slice(0, 1),
  );
}
