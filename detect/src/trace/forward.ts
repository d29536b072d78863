import { type Leg, namesUpstream } from './leg.ts';
import { sameNumber } from './numbers.ts';
import type { CallPath } from './path.ts';
import type { Span } from './source.ts';

/** A phone rings no longer than this before its call is forwarded, ms. */
const mostRingMs = 60_000;
/** By one carrier's clock, whole seconds at worst, ms. */
const sameMomentMs = 2_000;

/** Where the leg of a call lies that this one may have been forwarded from. */
export const forwardSpan = (start: Leg): Span => ({
  from: start.start_ms - mostRingMs,
  to: start.start_ms + sameMomentMs,
});

/**
 * The leg by which a call came in that its carrier's subscriber forwarded on: the same caller, an own subscriber called
 * shortly before, and both ended in the same moment. Without it the forwarding carrier would look like the origin.
 */
export function forwardedFrom(start: Leg, ended: readonly Leg[]): Leg | undefined {
  return ended
    .filter((leg) => isForward(leg, start) && callersOf(leg, start) === 'same')
    .sort((a, b) => b.start_ms - a.start_ms)
    .at(0);
}

/** Whether a withheld call came in that may be the same caller's or another's: then nothing proves where this one began. */
export const mayBeForwarded = (start: Leg, ended: readonly Leg[]): boolean =>
  ended.some((leg) => isForward(leg, start) && callersOf(leg, start) === 'unclear');

/** But for the caller. */
function isForward(leg: Leg, start: Leg): boolean {
  const waited = start.start_ms - leg.start_ms;
  return (
    leg.carrier === start.carrier &&
    leg.downstream === leg.carrier &&
    !sameNumber(leg.called_number, start.called_number) &&
    waited >= -sameMomentMs &&
    (leg.origid === '' || start.origid === '' || leg.origid === start.origid) &&
    (leg.hold_ms > 0 && start.hold_ms > 0
      ? endTogether(leg, start)
      : waited <= atOnceMs && namesUpstream(leg))
  );
}

/** Where records don't show when a call ended: a call that came in from elsewhere and went on at once, ms. */
const atOnceMs = 5_000;

function endTogether(leg: Leg, start: Leg): boolean {
  const apart = start.start_ms + start.hold_ms - (leg.start_ms + leg.hold_ms);
  return Math.abs(apart) <= sameMomentMs && start.start_ms - leg.start_ms <= mostRingMs;
}

/** A withheld caller is the same one where the origin's signature says so, or both talk equally long. */
function callersOf(leg: Leg, start: Leg): 'same' | 'other' | 'unclear' {
  const isVeiled = leg.calling_number === 0 && start.calling_number === 0;
  if (!isVeiled) return sameNumber(leg.calling_number, start.calling_number) ? 'same' : 'other';
  if (leg.origid !== '' && leg.origid === start.origid) return 'same';
  // Both rang in vain: no length of talk tells them apart.
  if (leg.talk_ms === null && start.talk_ms === null) return 'unclear';
  if (leg.talk_ms === null || start.talk_ms === null) return 'other';
  return Math.abs(leg.talk_ms - start.talk_ms) <= 1_000 ? 'same' : 'other';
}

/** The path of a forwarded call, from where the call came that was forwarded. */
export function joined(before: CallPath, after: CallPath): CallPath {
  const through = before.hops.findLastIndex((hop) => hop.provider === after.hops[0]?.provider);
  const hops = before.hops
    .slice(0, through + 1)
    .map((hop, i) => (i > 0 && i === through ? { ...hop, role: 'transit' as const } : hop));
  return {
    ...before,
    hops: [...hops, ...after.hops.slice(1)],
    other_routes: [...before.other_routes, ...after.other_routes],
    edges: [...before.edges, ...after.edges],
    contradictions: [...before.contradictions, ...after.contradictions],
    entry_provider: before.entry_provider || after.entry_provider,
    terminating_carrier: after.terminating_carrier,
  };
}
