import { isAbroad } from '@ringtrace/schemas/us-countries';
import { type Call, callFrom, lastOf, legsOf, legsOnRoute, type Route, routesOf } from './call.ts';
import { confidenceOf } from './confidence.ts';
import { asToOrigin, type Contradiction, contradictionsOf, type Providers } from './contradictions.ts';
import { allEdges, claim, type Edge, edgesOf } from './edges.ts';
import type { Hop } from './hop.ts';
import { inTime, type Leg, namesDownstream, namesUpstream } from './leg.ts';
import { type Origin, originOf } from './origin.ts';

/** The path of one call through the network, as its legs tell it. '' = not known. */
export interface CallPath {
  /** From the origin, or the first provider known, to the last. */
  readonly hops: readonly Hop[];
  /** Other routes that the call was tried on: forks, and routes that failed. The providers of each, in order. */
  readonly other_routes: readonly (readonly string[])[];
  /** All hand-overs, on this path and off it. */
  readonly edges: readonly Edge[];
  readonly contradictions: readonly Contradiction[];
  /** Proven: this provider's own leg shows its own customer, and no leg says that it was handed the call. */
  readonly origin_provider: string;
  /**
   * Where nothing is proven, the furthest provider that others name, or one that names itself while others contradict it.
   */
  readonly claimed_origin: string;
  /** First US provider of a call from abroad. */
  readonly entry_provider: string;
  /** The carrier whose own subscriber was called; else the last provider of the path. */
  readonly terminating_carrier: string;
  /** The furthest provider that is known towards the origin. A traceback request goes there. */
  readonly next_provider_to_ask: string;
  /** How likely the provider to ask next is the right one (a proven origin: the origin), 0 to 1. */
  readonly confidence: number;
}

const nothingKnown: Providers = { denies: () => false, isForeign: () => false };

/**
 * The path of a call by its legs. It depends on the set of legs alone, not on their order. Throws where there is no leg.
 */
export const pathOf = (legs: readonly Leg[]): CallPath => pathOfCall(callFrom(legs));

/** The same of a call whose legs were told from those of other calls, with what is known of the providers. */
export function pathOfCall(call: Call, known: Partial<Providers> = {}): CallPath {
  const { denies, isForeign } = { ...nothingKnown, ...known };
  const routes = routesOf(call);
  const legs = legsOf(call);
  const reports = new Set(legs.map((leg) => leg.carrier));
  const origin = originOf(mainRouteFirst(routes, legs).map((leg) => asToOrigin(leg, call, reports, denies)));
  const [main, ...others] = routes
    .map((route) => ({ route, steps: stepsOf(route, origin) }))
    .sort((a, b) => Number(startsAt(b.steps, origin)) - Number(startsAt(a.steps, origin)));
  if (main === undefined) throw new Error('a call has one leg at least');
  const ends = { ...origin, terminating: terminatingOn(main.route) };
  const hops = main.steps.map(({ provider, handed_over }, i) => ({
    provider,
    role: roleOf(provider, i, main.steps.length, ends),
    reported: reports.has(provider),
    handed_over,
  }));
  const contradictions = contradictionsOf(call, denies);
  return {
    hops,
    other_routes: others.map(({ steps }) => steps.map(({ provider }) => provider)),
    edges: allEdges(call),
    contradictions,
    origin_provider: origin.kind === 'proven' ? origin.provider : '',
    claimed_origin: origin.kind === 'claimed' ? origin.provider : '',
    entry_provider: entryOn(main.route, hops, isForeign),
    terminating_carrier: ends.terminating || (hops.at(-1)?.provider ?? ''),
    next_provider_to_ask: origin.provider,
    confidence: confidenceOf({ kind: origin.kind, hops, contradictions }),
  };
}

/** The same path with its proven origin made a claimed one, because something speaks against the proof. */
export function unproven(path: CallPath): CallPath {
  if (path.origin_provider === '') return path;
  const hops = path.hops.map((hop, i) => (i === 0 ? { ...hop, role: 'claimed origin' as const } : hop));
  return {
    ...path,
    hops,
    origin_provider: '',
    claimed_origin: path.origin_provider,
    confidence: confidenceOf({ kind: 'claimed', hops, contradictions: path.contradictions }),
  };
}

/** The legs of the main route in its order, then all others by time. Links are known better than clocks. */
function mainRouteFirst(routes: readonly Route[], legs: readonly Leg[]): Leg[] {
  const main = routes.slice(0, 1).flatMap(legsOnRoute);
  const onMain = new Set(main);
  return [...main, ...legs.filter((leg) => !onMain.has(leg)).sort(inTime)];
}

type Step = Pick<Hop, 'provider' | 'handed_over'>;
const startsAt = (steps: readonly Step[], { provider }: Origin) => steps[0]?.provider === provider;

/**
 * The providers of a route in order, also those that are only named. Where the origin is among them, the list begins with
 * it.
 */
function stepsOf(route: Route, origin: Origin): Step[] {
  const { first } = route;
  const last = lastOf(route);
  const above =
    namesUpstream(first) && first.upstream === origin.provider
      ? [claim(first.upstream, first.carrier, first.carrier)]
      : [];
  const below = namesDownstream(last) ? [claim(last.carrier, last.downstream, last.carrier)] : [];
  const edges = [...above, ...route.links.flatMap(edgesOf), ...below];
  const steps: Step[] = [
    { provider: edges[0]?.from ?? first.carrier, handed_over: null },
    ...edges.map(({ to, evidence }) => ({ provider: to, handed_over: evidence })),
  ];
  const start = steps.findIndex((step) => step.provider === origin.provider);
  return start <= 0
    ? steps
    : steps.slice(start).map((step, i) => (i === 0 ? { ...step, handed_over: null } : step));
}

const terminatingOn = (route: Route) =>
  legsOnRoute(route).findLast((leg) => leg.downstream === leg.carrier)?.carrier ?? '';

/** The provider that took the call in from abroad: by its own record, or as the first US one after a foreign provider. */
function entryOn(route: Route, hops: readonly Hop[], isForeign: (provider: string) => boolean): string {
  const byRecord = legsOnRoute(route).find((leg) => isAbroad(leg.ingress_country))?.carrier;
  const abroad = hops.findIndex((hop) => isForeign(hop.provider));
  return (
    byRecord ??
    (abroad < 0 ? undefined : hops.slice(abroad).find((hop) => !isForeign(hop.provider))?.provider) ??
    ''
  );
}

type Ends = Origin & { readonly terminating: string };

function roleOf(
  provider: string,
  i: number,
  hops: number,
  { kind, terminating, provider: origin }: Ends,
): Hop['role'] {
  if (i === 0 && provider === origin && kind === 'proven') return 'origin';
  if (i === 0 && provider === origin && kind === 'claimed') return 'claimed origin';
  if (provider === terminating) return 'terminating';
  return i === 0 || i === hops - 1 ? 'unknown' : 'transit';
}
