import { thresholds } from '../thresholds.ts';
import { type Behavior, compare, sameMessage, shareNumbers } from './behavior.ts';

/** What decides whether two segments belong to one campaign. */
export interface Joinable {
  /** Of several, of the largest. */
  readonly verdict: string;
  readonly caller_class: string;
  readonly origin_key: string;
  readonly calling_number: number;
  readonly origin_provider: string;
  readonly claimed_origin: string;
  /** Callers that nothing sets apart, at an origin that is only a transit's place in a gap: calls of many origins meet here. */
  readonly by_transit: boolean;
  readonly behavior: Behavior;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** How the caller's number was made: attestation and the route in differ within one campaign, this does not. */
export function synthesis(segment: Joinable): 'given' | 'neighbor' | 'pool' {
  if (segment.calling_number !== 0) return 'given';
  return segment.caller_class.startsWith('neighbor') ? 'neighbor' : 'pool';
}

/** A number made up at random is now and then unassigned or on a do-not-originate list: still the same pool. */
const sameMake = (a: Joinable, b: Joinable) =>
  synthesis(a) === synthesis(b) || (a.caller_class === 'dno' && b.caller_class === 'dno');

const provider = (s: Joinable) => s.origin_provider || s.claimed_origin;
const gapMs = (a: Joinable, b: Joinable) => Math.max(a.first_ms, b.first_ms) - Math.min(a.last_ms, b.last_ms);

/** Overlap in time, as a share of the shorter. */
function overlap(a: Joinable, b: Joinable): number {
  const shorter = Math.max(1, Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms));
  return -gapMs(a, b) / shorter;
}

/** At the same time, or one right after the other: a campaign that moves on to another upstream. */
export const sameTime = (a: Joinable, b: Joinable) => overlap(a, b) >= 0.3;
const inTurn = (a: Joinable, b: Joinable) => Math.abs(gapMs(a, b)) <= thresholds.inTurnMin * 60_000;

/** Begin and end together, as parts of one campaign do that was started and stopped once. */
function sameSpan(a: Joinable, b: Joinable): boolean {
  const shorter = Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms);
  const near = Math.max(thresholds.sameSpanMin * 60_000, thresholds.sameSpanShare * shorter);
  return Math.abs(a.first_ms - b.first_ms) <= near && Math.abs(a.last_ms - b.last_ms) <= near;
}

/** How sure a connection is. */
export type Edge = 'numbers' | 'origin' | 'provider' | 'behavior';

/**
 * What connects two segments or groups of them: `numbers` the same callers, `origin` the same customer or the same
 * provider named, `provider` only that other numbers of the same provider go about it the same way, `behavior` only
 * what they do. undefined where nothing does, or where they are plainly two.
 */
export function edge(a: Joinable, b: Joinable): Edge | undefined {
  if (gapMs(a, b) > thresholds.campaignGapH * 3_600_000) return undefined;
  if (shareNumbers(a.behavior, b.behavior)) return 'numbers';
  const likeness = compare(a.behavior, b.behavior, sameTime(a, b));
  if (likeness === 'different') return undefined;
  const same = sameMake(a, b);
  if (sameCustomer(a, b)) return same || likeness === 'alike' ? 'origin' : undefined;
  // Somebody else's ordinary calls come by the same way too.
  if (!same || a.verdict === 'weak' || b.verdict === 'weak') return undefined;
  const given = synthesis(a) === 'given';
  if (sameNamed(a, b)) return given && likeness !== 'alike' ? 'provider' : 'origin';
  if (given) return undefined;
  // What many origins have in common proves little: only calls that are alike throughout.
  if ((a.by_transit || b.by_transit) && likeness !== 'alike') return undefined;
  if (sameSpan(a, b)) return 'behavior';
  if (!sameMessage(a.behavior, b.behavior)) return undefined;
  return inTurn(a, b) || (likeness === 'alike' && sameTime(a, b)) ? 'behavior' : undefined;
}

const sameCustomer = (a: Joinable, b: Joinable) => a.origin_provider !== '' && a.origin_key === b.origin_key;
/** Two that are proven are the same only by customer. */
const sameNamed = (a: Joinable, b: Joinable) =>
  !a.by_transit &&
  !b.by_transit &&
  provider(a) !== '' &&
  provider(a) === provider(b) &&
  (a.origin_provider === '' || b.origin_provider === '');
