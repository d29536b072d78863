import type { HandOver } from './leg.ts';

export interface Origin {
  readonly kind: 'proven' | 'claimed' | 'unknown';
  /** Proven or claimed: the origin. Unknown: the first carrier, which doesn't say who handed the call in. */
  readonly provider: string;
}

/**
 * Where a call came from. `legs` are in order of (start, carrier, call_id). The first rule that fits a leg decides:
 * 1. Proven: a carrier names itself as the upstream, and no leg says that the call was handed to this carrier. A call
 *    that only came back to the carrier does not count as handed to it.
 * 2. Claimed: an upstream that reports no leg, and to which nobody says to have handed the call.
 * 3. Unknown: a carrier does not say who handed the call in, and nobody says to have done so.
 * 4. Claimed: any other upstream that reports no leg.
 * 5. Claimed: a carrier that names itself as the upstream, while others contradict it. The same rules stand in SQL in
 *    features/origin.ts. The cases in origin-cases.ts test both.
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

/** Whether the call only came back: the provider that handed it in says to have it from this same carrier. */
const returned = (leg: HandOver, legs: readonly HandOver[]) =>
  legs.some((other) => other.carrier === leg.upstream && other.upstream === leg.carrier);
