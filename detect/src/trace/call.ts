import { type Clocks, unknownClocks } from './clocks.ts';
import { distinctLegs } from './distinct.ts';
import type { Forest, Link } from './forest.ts';
import { inTime, type Leg, namesUpstream, order } from './leg.ts';
import { linkLegs } from './link.ts';

/**
 * One call: its first legs (`roots`) and all legs that follow from them in the forest. A call has a second root where its
 * carrier tried again, or where two first legs contradict each other.
 */
export interface Call {
  readonly forest: Forest;
  readonly roots: readonly Leg[];
}

/** Two first legs of one attempt start no further apart than this, ms: a failed route, a fork, a leg written twice. */
const sameAttemptMs = 3_000;

/** Sorts legs to one called number into calls. */
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

/** Whether two first legs are of one attempt: both of one carrier, or both handed in by the same provider. */
function isSameAttempt(a: Leg, b: Leg, clocks: Clocks): boolean {
  const apart = b.start_ms - a.start_ms - (clocks.ahead(a.carrier, b.carrier) ?? 0);
  return (
    (a.carrier === b.carrier || (namesUpstream(a) && a.upstream === b.upstream)) &&
    a.calling_number === b.calling_number &&
    (a.origid === '' || b.origid === '' || a.origid === b.origid) &&
    Math.abs(apart) <= sameAttemptMs
  );
}

/** Makes a call of legs that are known to be one call, whatever they say of each other. */
export function callFrom(legs: readonly Leg[], clocks: Clocks = unknownClocks): Call {
  const forest = linkLegs(distinctLegs(legs), clocks);
  return { forest, roots: forest.legs.filter((leg) => !forest.before.has(leg)) };
}

export const legsOf = ({ forest, roots }: Call): Leg[] => roots.flatMap((root) => forest.below(root));

/** One route of a call, from its first leg to a leg that nothing follows. */
export interface Route {
  readonly first: Leg;
  readonly links: readonly Link[];
}
export const lastOf = (route: Route): Leg => route.links.at(-1)?.to ?? route.first;
export const legsOnRoute = (route: Route): Leg[] => [route.first, ...route.links.map((link) => link.to)];

/** Every route of the call: first the one that was answered or came furthest, then those that failed before it. */
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

/** The links from a root to each leg that nothing follows. */
function waysBelow(forest: Forest, first: Leg): Link[][] {
  const ends = forest.below(first).filter((leg) => forest.after(leg).length === 0);
  return ends.map((end) => wayTo(forest, end));
}

/** The links from the root of a leg to the leg. */
function wayTo(forest: Forest, leg: Leg): Link[] {
  const way: Link[] = [];
  for (let link = forest.before.get(leg); link !== undefined; link = forest.before.get(link.from))
    way.push(link);
  return way.reverse();
}

/**
 * Ranks routes: answered counts most, then no failure (SIP 5xx) at the end, then an end at the carrier's own subscriber.
 */
function reach(route: Route): number {
  const last = lastOf(route);
  const failed = last.sip_code >= 500 && last.sip_code < 600;
  return (last.talk_ms === null ? 0 : 4) + (failed ? 0 : 2) + (last.downstream === last.carrier ? 1 : 0);
}
