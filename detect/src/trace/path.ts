/** A leg as far as its place in the call's path goes; '' = unknown. */
export interface PathLeg {
  readonly carrier: string;
  readonly start_ms: number;
  readonly upstream: string;
  readonly downstream: string;
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
  /** Proven: this provider's own leg shows its own customer. */
  readonly origin_provider: string;
  /** The furthest provider named by others, where nothing is proven. */
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
export function pathOf(legs: readonly PathLeg[]): CallPath {
  const order = inOrder(graphOf(legs));
  const legOf = (provider: string) => legs.find((leg) => leg.carrier === provider);
  const origin = order.find((provider) => legOf(provider)?.upstream === provider) ?? '';
  const known = origin === '' ? order : order.slice(order.indexOf(origin));
  const first = known[0] ?? '';
  const claimed = origin === '' && legOf(first) === undefined ? first : '';
  const ends = known.filter((provider) => legOf(provider)?.downstream === provider);
  const last = known.at(-1) ?? '';
  const terminating = ends.at(-1) ?? last;
  return {
    hops: known.map((provider) => ({
      provider,
      role: roleOf(provider, { origin, claimed, terminating: ends.at(-1) ?? '', first, last }),
      reported: legOf(provider) !== undefined,
    })),
    origin_provider: origin,
    claimed_origin: claimed,
    entry_provider: known.find((provider) => isAbroad(legOf(provider)?.ingress_country ?? '')) ?? '',
    terminating_carrier: terminating,
    next_provider_to_ask: first,
  };
}

const isAbroad = (country: string) => country !== '' && country !== 'US';

type Ends = { origin: string; claimed: string; terminating: string; first: string; last: string };

function roleOf(provider: string, ends: Ends): Hop['role'] {
  if (provider === ends.origin) return 'origin';
  if (provider === ends.claimed) return 'claimed origin';
  if (provider === ends.terminating) return 'terminating';
  return provider === ends.first || provider === ends.last ? 'unknown' : 'transit';
}
