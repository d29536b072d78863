import { type Clocks, unknownClocks } from './clocks.ts';
import { distinctLegs } from './distinct.ts';
import type { Forest, Link } from './forest.ts';
import { inTime, type Leg, namesUpstream, order } from './leg.ts';
import { linkLegs } from './link.ts';

/** Legs of one call: what follows from its roots. A second root is a second attempt, or says otherwise than the first. */
export interface Call {
  readonly forest: Forest;
  readonly roots: readonly Leg[];
}

/** How far apart two first legs may start and yet belong to one attempt, ms: a failed route, a fork, a twin. */
const sameAttemptMs = 3_000;

/** The calls among legs of one called number. */
export function callsOf(legs: readonly Leg[], clocks: Clocks): Call[] {
  const forest = linkLegs(legs, clocks);
  const calls: Call[] = [];
  for (const root of forest.legs.filter((leg) => !forest.before.has(leg))) {
    const i = calls.findIndex(({ roots }) => roots.some((other) => isSameAttempt(other, root, clocks)));
    const known = calls[i];
    if (known === undefined) calls.push({ forest, roots: [root] });
    else calls[i] = { forest, roots: [...known.roots, root] };
  }
  return calls;
}

/** Two first legs of one carrier, or of two that have the call from the same silent provider. */
function isSameAttempt(a: Leg, b: Leg, clocks: Clocks): boolean {
  const apart = b.start_ms - a.start_ms - (clocks.ahead(a.carrier, b.carrier) ?? 0);
  return (
    (a.carrier === b.carrier || (namesUpstream(a) && a.upstream === b.upstream)) &&
    a.calling_number === b.calling_number &&
    (a.origid === '' || b.origid === '' || a.origid === b.origid) &&
    Math.abs(apart) <= sameAttemptMs
  );
}

/** Legs that are known to be one call, whatever they say of each other. */
export function callFrom(legs: readonly Leg[], clocks: Clocks = unknownClocks): Call {
  const forest = linkLegs(distinctLegs(legs), clocks);
  return { forest, roots: forest.legs.filter((leg) => !forest.before.has(leg)) };
}

export const legsOf = ({ forest, roots }: Call): Leg[] => roots.flatMap((root) => forest.below(root));

/** One way through a call, from its first leg to a last one. */
export interface Route {
  readonly first: Leg;
  readonly links: readonly Link[];
}
export const lastOf = (route: Route): Leg => route.links.at(-1)?.to ?? route.first;
export const legsOnRoute = (route: Route): Leg[] => [route.first, ...route.links.map((link) => link.to)];

/** Every way through the call: first the one that was answered, or came furthest; then those that failed before it. */
export function routesOf({ forest, roots }: Call): Route[] {
  const routes = roots.flatMap((first) => waysBelow(forest, first).map((links) => ({ first, links })));
  return routes.sort(
    (a, b) =>
      reach(b) - reach(a) ||
      b.links.length - a.links.length ||
      inTime(lastOf(b), lastOf(a)) ||
      order(a.first.call_id, b.first.call_id),
  );
}

/** From a root to each leg that nothing follows. */
function waysBelow(forest: Forest, first: Leg): Link[][] {
  const ends = forest.below(first).filter((leg) => forest.after(leg).length === 0);
  return ends.map((end) => wayTo(forest, end));
}

/** What leads to a leg from its root. */
function wayTo(forest: Forest, leg: Leg): Link[] {
  const way: Link[] = [];
  for (let link = forest.before.get(leg); link !== undefined; link = forest.before.get(link.from))
    way.push(link);
  return way.reverse();
}

/** Answered counts most, then a route that no provider failed on, then one that ends at a subscriber. */
function reach(route: Route): number {
  const last = lastOf(route);
  const failed = last.sip_code >= 500 && last.sip_code < 600;
  return (last.talk_ms === null ? 0 : 4) + (failed ? 0 : 2) + (last.downstream === last.carrier ? 1 : 0);
}
