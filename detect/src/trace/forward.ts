import { minuteMs } from '@ringtrace/schemas/durations';
import { mostSkewMs } from './clocks.ts';
import { inTime, type Leg, namesUpstream } from './leg.ts';
import { sameNumber } from './numbers.ts';
import type { CallPath } from './path.ts';
import type { CallerCall, Span } from './span.ts';

/** A phone rings no longer than this before its call is forwarded, ms. */
const mostRingMs = minuteMs;
/** Two moments by one carrier's clock in whole seconds are the same within this, ms. */
const sameMomentMs = 2_000;
/** The same by a clock in milliseconds: the time that releasing both calls takes, ms. */
const releaseMs = 500;
/** The error of a duration in whole seconds, ms. */
const roundedMs = 1_000;

/** Where records do not show when calls ended: a call is forwarded within this time after the other came in, ms. */
export const atOnceMs = 5_000;

/** The time in which legs start that this call may have been forwarded from. */
export const forwardSpan = (start: Leg): Span => ({
  from: start.start_ms - mostRingMs,
  to: start.start_ms + sameMomentMs,
});

/** The time in which other calls of the caller show that he makes many. Another carrier's clock may be wrong. */
export const busySpan = (start: Leg): Span => ({
  from: start.start_ms - mostRingMs - mostSkewMs,
  to: start.start_ms + mostRingMs + mostSkewMs,
});

/**
 * The leg that a call was forwarded from. Known by the origid, or by the caller; the latter only where he is not busy.
 */
export interface Forward {
  readonly leg: Leg;
  readonly by: 'origid' | 'caller';
}

/**
 * The leg by which a call came in that its carrier's subscriber then forwarded. That subscriber was called shortly
 * before, and both calls ended at the same moment. Without this leg the forwarding carrier would look like the origin.
 * `start` is the forwarded call's first leg; `ended` are legs that may end at the carrier's subscribers. 'unclear' where
 * a leg fits but nothing proves it: then nothing proves where the call began. The order of `ended` makes no difference.
 */
export function forwardOf(start: Leg, ended: readonly Leg[]): Forward | 'unclear' | undefined {
  const found = ended
    .filter((leg) => isBefore(leg, start))
    .map((leg) => ({ leg, link: linkOf(leg, start) }))
    .filter(({ link }) => link !== 'none')
    .sort((a, b) => b.leg.start_ms - a.leg.start_ms || inTime(a.leg, b.leg));
  const signed = found.find(({ link }) => link === 'signed');
  if (signed !== undefined) return { leg: signed.leg, by: 'origid' };
  const named = found.find(({ link }) => link === 'named');
  if (named !== undefined) return { leg: named.leg, by: 'caller' };
  return found.length === 0 ? undefined : 'unclear';
}

/** Whether a leg has anything to say of whether a call was forwarded from it: all other legs are passed over. */
export const mayBeForwardOf = (leg: Leg, start: Leg): boolean =>
  isBefore(leg, start) && linkOf(leg, start) !== 'none';

/** Whether the caller makes other calls around these two. Of many calls, two end together by chance. */
export const isBusy = (start: Leg, { leg }: Forward, calls: readonly CallerCall[]): boolean =>
  calls.some(
    ({ calling, called, minute_ms }) =>
      sameNumber(calling, start.calling_number) &&
      minute_ms + minuteMs > busySpan(start).from &&
      minute_ms <= busySpan(start).to &&
      !sameNumber(called, start.called_number) &&
      !sameNumber(called, leg.called_number),
  );

/** Whether a leg may be the one before a forwarded call, by carrier, called number and time. */
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
 * What ties a call to the leg that it may have been forwarded from.
 * - 'signed': the same origid.
 * - 'named': the same caller.
 * - 'maybe': the forwarding subscriber's own number, or a withheld caller. Other calls that end at that moment look the
 *   same. 'maybe' also holds for the same caller in two cases. The signed calls have different origids: a carrier may sign
 *   anew the calls that it forwards. Or the leg does not say where its call went.
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
 * Compares the talk time of the call that was sent on with that of the call that came in. It can't be longer. It is
 * shorter where a machine answered before the call was forwarded. Two unanswered calls are equal where they failed alike.
 */
function talkOf(leg: Leg, start: Leg): 'equal' | 'shorter' | 'longer' | 'unknown' {
  if (leg.talk_ms === null && start.talk_ms === null)
    return leg.sip_code === start.sip_code ? 'equal' : 'unknown';
  if (leg.talk_ms === null || start.talk_ms === null) return 'unknown';
  if (start.talk_ms > leg.talk_ms + roundedMs) return 'longer';
  return start.talk_ms < leg.talk_ms - roundedMs ? 'shorter' : 'equal';
}

/** One path of two: that of the call that came in, and that of the call which was forwarded from it. */
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
