import { mostSkewMs } from './clocks.ts';
import { type Leg, namesUpstream } from './leg.ts';
import { sameNumber } from './numbers.ts';
import type { CallPath } from './path.ts';
import type { CallerCall, Span } from './span.ts';

/** A phone rings no longer than this before its call is forwarded, ms. */
const mostRingMs = 60_000;
/** By one carrier's clock in whole seconds, ms. */
const sameMomentMs = 2_000;
/** From the end of a call sent on to the end of the one that came in, by a clock in milliseconds, ms. */
const releaseMs = 500;
/** Between two whole seconds, ms. */
const roundedMs = 1_000;

/** Where records don't show when a call ended: a call that came in from elsewhere and went on at once, ms. */
export const atOnceMs = 5_000;

/** Where the legs lie that a call may have been forwarded from. */
export const forwardSpan = (start: Leg): Span => ({
  from: start.start_ms - mostRingMs,
  to: start.start_ms + sameMomentMs,
});

/** Where other calls show that a caller makes many at once, by whatever carrier's clock. */
export const busySpan = (start: Leg): Span => ({
  from: start.start_ms - mostRingMs - mostSkewMs,
  to: start.start_ms + mostRingMs + mostSkewMs,
});

/** The leg a call was forwarded from, and how that is known: the origid; or the caller, if he is not busy. */
export interface Forward {
  readonly leg: Leg;
  readonly by: 'origid' | 'caller';
}

/**
 * The leg by which a call came in that its carrier's subscriber forwarded on: an own subscriber was called shortly
 * before, and both ended in the same moment. Without it the forwarding carrier would look like the origin. 'unclear'
 * where that may be but isn't told for certain: then nothing proves where the call began.
 */
export function forwardOf(start: Leg, ended: readonly Leg[]): Forward | 'unclear' | undefined {
  const found = ended
    .filter((leg) => isBefore(leg, start))
    .map((leg) => ({ leg, link: linkOf(leg, start) }))
    .filter(({ link }) => link !== 'none')
    .sort((a, b) => b.leg.start_ms - a.leg.start_ms);
  const signed = found.find(({ link }) => link === 'signed');
  if (signed !== undefined) return { leg: signed.leg, by: 'origid' };
  const named = found.find(({ link }) => link === 'named');
  if (named !== undefined) return { leg: named.leg, by: 'caller' };
  return found.length === 0 ? undefined : 'unclear';
}

/** Whether a caller makes other calls around these two: that two of many end together is chance. */
export const isBusy = (start: Leg, { leg }: Forward, calls: readonly CallerCall[]): boolean =>
  calls.some(
    ({ calling, called, minute_ms }) =>
      sameNumber(calling, start.calling_number) &&
      minute_ms + 60_000 > busySpan(start).from &&
      minute_ms <= busySpan(start).to &&
      !sameNumber(called, start.called_number) &&
      !sameNumber(called, leg.called_number),
  );

/** By its place and time. */
function isBefore(leg: Leg, start: Leg): boolean {
  const waited = start.start_ms - leg.start_ms;
  return (
    leg.carrier === start.carrier &&
    (leg.downstream === leg.carrier || leg.downstream === '') &&
    !sameNumber(leg.called_number, start.called_number) &&
    waited >= -sameMomentMs &&
    (leg.hold_ms > 0 && start.hold_ms > 0
      ? waited <= mostRingMs && endTogether(leg, start)
      : waited <= atOnceMs && namesUpstream(leg))
  );
}

export const endOf = (leg: Leg) => leg.start_ms + leg.hold_ms;

function endTogether(leg: Leg, start: Leg): boolean {
  const inSeconds = endOf(leg) % 1_000 === 0 && endOf(start) % 1_000 === 0;
  return Math.abs(endOf(start) - endOf(leg)) <= (inSeconds ? sameMomentMs : releaseMs);
}

/**
 * What ties a call to the one it may have been forwarded from: 'signed' the origid; 'named' the same caller; 'maybe' the
 * forwarding subscriber's own number, or a caller withheld behind him: so do other calls look that end in that moment.
 * A carrier that got no caller shows none; one that signs what it forwards gives it an origid of its own; and one that
 * doesn't say where a call went may have handed it to its subscriber.
 */
function linkOf(leg: Leg, start: Leg): 'signed' | 'named' | 'maybe' | 'none' {
  if (leg.origid !== '' && leg.origid === start.origid) return 'signed';
  const talk = talkOf(leg, start);
  if (talk === 'longer') return 'none';
  if (sameNumber(leg.calling_number, start.calling_number)) {
    const isUnsigned = leg.origid === '' || start.origid === '';
    return talk === 'equal' && isUnsigned && leg.downstream !== '' ? 'named' : 'maybe';
  }
  if (sameNumber(leg.called_number, start.calling_number)) return 'maybe';
  // Without endings, calls of a carrier that start in the same seconds are too many to doubt them all.
  const isToldByEnd = leg.hold_ms > 0 && start.hold_ms > 0;
  return start.calling_number === 0 && (isToldByEnd || leg.calling_number === 0) ? 'maybe' : 'none';
}

/**
 * How long is talked on a call sent on, against the call that came in: longer on none, shorter where a machine answered
 * first; where both rang in vain, in vain alike.
 */
function talkOf(leg: Leg, start: Leg): 'equal' | 'shorter' | 'longer' | 'unknown' {
  if (leg.talk_ms === null && start.talk_ms === null)
    return leg.sip_code === start.sip_code ? 'equal' : 'unknown';
  if (leg.talk_ms === null || start.talk_ms === null) return 'unknown';
  if (start.talk_ms > leg.talk_ms + roundedMs) return 'longer';
  return start.talk_ms < leg.talk_ms - roundedMs ? 'shorter' : 'equal';
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
