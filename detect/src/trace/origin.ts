import type { HandOver } from './leg.ts';

export interface Origin {
  readonly kind: 'proven' | 'claimed' | 'unknown';
  /** Proven or claimed: the origin. Unknown: the first carrier, which doesn't say who handed the call in. */
  readonly provider: string;
}

/**
 * Where a call came from, by the first of these rules that a leg fits; legs in order of (start, carrier, call_id).
 * 1. Proven: its own customer's call, says a carrier, and neither another one nor itself says that it was handed in
 *    (handed back by whom the carrier had handed it to does not count).
 * 2. Claimed: an upstream that reports no leg itself and that nobody says to have handed the call to.
 * 3. Unknown: a carrier doesn't say who handed the call in, and nobody says to have done so.
 * 4. Claimed: another upstream that reports no leg; 5. a carrier whose own customer is contradicted, nobody else in sight.
 * The same rules stand in SQL in features/origin.ts; origin-cases.ts holds both to them.
 */
export function originOf(legs: readonly HandOver[]): Origin {
  const reports = new Set(legs.map((leg) => leg.carrier));
  const handed = new Set([
    ...legs
      .filter((leg) => leg.downstream !== leg.carrier && leg.downstream !== leg.upstream)
      .map((leg) => leg.downstream),
    ...legs
      .filter((leg) => leg.upstream !== '' && leg.upstream !== leg.carrier && !returned(leg, legs))
      .map((leg) => leg.carrier),
  ]);
  const isOwn = (leg: HandOver) => leg.upstream === leg.carrier;
  const isSilent = (leg: HandOver) => leg.upstream !== '' && !reports.has(leg.upstream);

  const proven = legs.find((leg) => isOwn(leg) && !handed.has(leg.carrier));
  if (proven !== undefined) return { kind: 'proven', provider: proven.carrier };
  const furthest = legs.find((leg) => isSilent(leg) && !handed.has(leg.upstream));
  if (furthest !== undefined) return { kind: 'claimed', provider: furthest.upstream };
  const untold = legs.find((leg) => leg.upstream === '' && !handed.has(leg.carrier));
  if (untold !== undefined) return { kind: 'unknown', provider: untold.carrier };
  const named = legs.find(isSilent) ?? legs.find(isOwn);
  if (named !== undefined) return { kind: 'claimed', provider: named.upstream };
  return { kind: 'unknown', provider: legs[0]?.carrier ?? '' };
}

/** The one that handed the call in says to have it from this same carrier: it only came back. */
const returned = (leg: HandOver, legs: readonly HandOver[]) =>
  legs.some((other) => other.carrier === leg.upstream && other.upstream === leg.carrier);
