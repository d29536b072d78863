import { type HandOver, type Origin, originOf } from './origin.ts';

/** A leg as far as its place in the call's path goes; '' = unknown. */
export interface PathLeg extends HandOver {
  readonly start_ms: number;
  readonly ingress_country: string;
}

export interface Hop {
  readonly provider: string;
  readonly role: 'origin' | 'claimed origin' | 'transit' | 'terminating' | 'unknown';
  /** Whether the provider reported a leg of this call itself. */
  readonly reported: boolean;
}

/** The way of one call through the network, as its legs tell. '' = not known. */
export interface CallPath {
  readonly hops: readonly Hop[];
  /** Proven: this provider's own leg shows its own customer, and no leg says that it was handed the call. */
  readonly origin_provider: string;
  /** The furthest provider named, where nothing is proven: by others, or by itself against what others say. */
  readonly claimed_origin: string;
  /** First US provider of a call from abroad. */
  readonly entry_provider: string;
  readonly terminating_carrier: string;
  /** Last provider of the known path, to whom a traceback request goes. */
  readonly next_provider_to_ask: string;
}

type Graph = Map<string, { from: Set<string>; start_ms: number }>;

function graphOf(legs: readonly PathLeg[]): Graph {
  const graph: Graph = new Map();
  const node = (provider: string, start_ms: number) => {
    const known = graph.get(provider) ?? { from: new Set<string>(), start_ms };
    known.start_ms = Math.min(known.start_ms, start_ms);
    graph.set(provider, known);
    return known;
  };
  for (const leg of legs) {
    const own = node(leg.carrier, leg.start_ms);
    if (leg.upstream !== '' && leg.upstream !== leg.carrier) {
      node(leg.upstream, leg.start_ms);
      own.from.add(leg.upstream);
    }
    if (leg.downstream !== '' && leg.downstream !== leg.carrier) {
      node(leg.downstream, leg.start_ms).from.add(leg.carrier);
    }
  }
  return graph;
}

/** From the origin on: who hands on comes before who takes in; time decides the rest, and breaks loops. */
function inOrder(graph: Graph): string[] {
  const left = new Map(graph);
  const order: string[] = [];
  while (left.size > 0) {
    const ranked = [...left].sort(
      ([a, x], [b, y]) => waiting(x, left) - waiting(y, left) || x.start_ms - y.start_ms || (a < b ? -1 : 1),
    );
    const next = ranked[0]?.[0] ?? '';
    order.push(next);
    left.delete(next);
  }
  return order;
}

const waiting = (node: { from: Set<string> }, left: Graph) =>
  [...node.from].some((provider) => left.has(provider)) ? 1 : 0;

/** Puts the legs of one call in order and says what they prove about its origin. A pure function of the set of legs. */
export function pathOf(unsorted: readonly PathLeg[]): CallPath {
  const legs = unsorted.toSorted((a, b) => a.start_ms - b.start_ms || order(a.carrier, b.carrier));
  const { kind, provider: first } = originOf(legs);
  const known = [first, ...inOrder(graphOf(legs)).filter((provider) => provider !== first)];
  const legsOf = (provider: string) => legs.filter((leg) => leg.carrier === provider);
  const ends = known.filter((provider) => legsOf(provider).some((leg) => leg.downstream === provider));
  const last = known.at(-1) ?? '';
  const roles = { kind, terminating: ends.at(-1) ?? '', first, last };
  return {
    hops: known.map((provider) => ({
      provider,
      role: roleOf(provider, roles),
      reported: legsOf(provider).length > 0,
    })),
    origin_provider: kind === 'proven' ? first : '',
    claimed_origin: kind === 'claimed' ? first : '',
    entry_provider:
      known.find((provider) => legsOf(provider).some((leg) => isAbroad(leg.ingress_country))) ?? '',
    terminating_carrier: ends.at(-1) ?? last,
    next_provider_to_ask: first,
  };
}

const order = (a: string, b: string) => Number(a > b) - Number(a < b);
const isAbroad = (country: string) => country !== '' && country !== 'US';

type Ends = { kind: Origin['kind']; terminating: string; first: string; last: string };

function roleOf(provider: string, { kind, terminating, first, last }: Ends): Hop['role'] {
  if (provider === first && kind === 'proven') return 'origin';
  if (provider === first && kind === 'claimed') return 'claimed origin';
  if (provider === terminating) return 'terminating';
  return provider === first || provider === last ? 'unknown' : 'transit';
}
