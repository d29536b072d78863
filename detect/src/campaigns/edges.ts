import { thresholds } from '../thresholds.ts';
import { type Behavior, compare, sharedCallers } from './behavior.ts';

/** What decides whether two segments belong to one campaign. */
export interface Joinable {
  readonly caller_class: string;
  readonly origin_key: string;
  readonly calling_number: number;
  readonly origin_provider: string;
  readonly claimed_origin: string;
  readonly behavior: Behavior;
  readonly first_ms: number;
  readonly last_ms: number;
}

/** How the caller's number was made: attestation and the route in differ within one campaign, this does not. */
export function synthesis(segment: Joinable): 'given' | 'neighbor' | 'pool' {
  if (segment.calling_number !== 0) return 'given';
  return segment.caller_class === 'neighbor' ? 'neighbor' : 'pool';
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
const sameTime = (a: Joinable, b: Joinable) => overlap(a, b) >= 0.3;
const inTurn = (a: Joinable, b: Joinable) => Math.abs(gapMs(a, b)) <= thresholds.inTurnMin * 60_000;

/** The same numbers, shown by both: chance does not make them meet. */
export function shareNumbers(a: Joinable, b: Joinable): boolean {
  if (a.calling_number !== 0 && b.calling_number !== 0) return a.calling_number === b.calling_number;
  const { share, shared } = sharedCallers(a.behavior, b.behavior);
  const enough = a.calling_number !== 0 || b.calling_number !== 0 ? 1 : thresholds.sharedCallers;
  return shared >= enough && share >= thresholds.sharedCallerShare;
}

/**
 * What connects two segments or groups of them: `numbers` the same callers, `origin` the same source, `behavior` only
 * what they do. undefined where nothing does, or where they are plainly two.
 */
export function edge(a: Joinable, b: Joinable): 'numbers' | 'origin' | 'behavior' | undefined {
  if (gapMs(a, b) > thresholds.campaignGapH * 3_600_000) return undefined;
  if (shareNumbers(a, b)) return 'numbers';
  const source = a.origin_provider !== '' && a.origin_key === b.origin_key;
  const named =
    provider(a) !== '' &&
    provider(a) === provider(b) &&
    !(a.origin_provider !== '' && b.origin_provider !== '');
  const [same, likeness] = [sameMake(a, b), compare(a.behavior, b.behavior, sameTime(a, b))];
  if (likeness === 'different') return undefined;
  if (source) return same || likeness === 'alike' ? 'origin' : undefined;
  if (!same) return undefined;
  if (named) return 'origin';
  if (synthesis(a) === 'given' || likeness !== 'alike') return undefined;
  return sameTime(a, b) || inTurn(a, b) ? 'behavior' : undefined;
}
