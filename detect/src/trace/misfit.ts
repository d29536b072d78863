import { type Clocks, hopMs, mostSkewMs } from './clocks.ts';
import type { Leg } from './leg.ts';
import { sameNumber } from './numbers.ts';

/** Longest time from one leg of a call to the next one seen, where the difference of both clocks is known, ms. */
const knownMs = 5_000;
/** Answered legs of one call last the same to within this, ms, and 1%: durations are rounded, and releases come late. */
const sameTalkMs = 2_000;

const sameTalk = (a: number, b: number) => Math.abs(a - b) <= sameTalkMs + Math.max(a, b) / 100;

/** How much later `b` starts than a hop after `a` would, ms, by what is known of the clocks. Below 0: earlier. */
export function lateness(a: Leg, b: Leg, clocks: Clocks): number {
  return b.start_ms - a.start_ms - (clocks.ahead(a.carrier, b.carrier) ?? 0) - hopMs;
}

/** Whether two legs start close enough in time for one call. */
export function isNear(a: Leg, b: Leg, clocks: Clocks): boolean {
  const known = clocks.ahead(a.carrier, b.carrier) !== undefined;
  return Math.abs(lateness(a, b, clocks)) <= (known ? knownMs : mostSkewMs);
}

/**
 * Compares the callers. 'veiled': one leg shows no caller, or neither does. Then something else must show that it is one
 * call.
 */
function callersOf(a: Leg, b: Leg): 'same' | 'veiled' | 'other' {
  if (sameNumber(a.calling_number, b.calling_number) || sameOrigid(a, b)) return 'same';
  return a.calling_number === 0 || b.calling_number === 0 ? 'veiled' : 'other';
}

const sameOrigid = (a: Leg, b: Leg) => a.origid !== '' && a.origid === b.origid;
const otherOrigid = (a: Leg, b: Leg) => a.origid !== '' && b.origid !== '' && a.origid !== b.origid;

/**
 * What else ties two legs. 'agreed': each names the other. 'named': one names the other, or both a provider between them.
 * 'time': nothing.
 */
export type Tie = 'agreed' | 'named' | 'time';

/** Whether records are too poor to show how a leg ended. */
const endsUnknown = (leg: Leg) => leg.talk_ms === null && leg.hold_ms === 0;

/** Whether two legs may be one call, although a caller is not shown. */
function unveiled(a: Leg, b: Leg, tie: Tie): boolean {
  if (tie === 'agreed' || endsAlike(a, b)) return true;
  return tie === 'named' && (endsUnknown(a) || endsUnknown(b));
}

/** Two legs end alike: answered for equally long, or refused alike after equally long. */
function endsAlike(a: Leg, b: Leg): boolean {
  if (a.talk_ms !== null && b.talk_ms !== null) return sameTalk(a.talk_ms, b.talk_ms);
  if (a.talk_ms !== null || b.talk_ms !== null || a.sip_code !== b.sip_code) return false;
  return a.hold_ms > 0 && b.hold_ms > 0 && Math.abs(a.hold_ms - b.hold_ms) <= sameTalkMs;
}

/**
 * How badly two legs fit as one call that goes from `a` to `b`, in seconds of delay or what weighs as much. The delay
 * itself is not in it. undefined where they can't be one call. Where each names the other, differences count less.
 */
export function misfit(a: Leg, b: Leg, tie: Tie): number | undefined {
  const callers = callersOf(a, b);
  if (callers === 'other' || (callers === 'veiled' && !unveiled(a, b, tie))) return undefined;
  const ending = endingMisfit(a, b);
  if (tie !== 'agreed' && (otherOrigid(a, b) || ending >= unlike)) return undefined;
  return ending + (callers === 'veiled' ? 2 : 0) + (otherOrigid(a, b) ? 5 : 0) - (sameOrigid(a, b) ? 1 : 0);
}

/** A misfit of endings from which two legs are not one call, unless each names the other. */
const unlike = 8;

function endingMisfit(a: Leg, b: Leg): number {
  if (a.talk_ms !== null && b.talk_ms !== null) {
    return sameTalk(a.talk_ms, b.talk_ms) ? Math.abs(a.talk_ms - b.talk_ms) / 1_000 : unlike;
  }
  // A route that failed before another one was answered; but nothing is answered that never was further up.
  if (a.talk_ms !== null) return 3;
  if (b.talk_ms !== null) return unlike;
  const held = a.hold_ms > 0 && b.hold_ms > 0 ? Math.abs(a.hold_ms - b.hold_ms) / 1_000 : 0;
  return Math.min(held, 5) + (a.sip_code === b.sip_code ? 0 : 1);
}
