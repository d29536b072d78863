import { areaOf, countryOf, exchangeOf, isCustomer, makeOf, origidOf } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { type Behavior, compare, sameMessage, sharedNumbers } from './behavior.ts';

/** What decides whether two segments belong to one campaign. */
export interface Joinable {
  /** Of several, of the largest. */
  readonly verdict: string;
  readonly caller_class: string;
  readonly origin_key: string;
  readonly calling_number: number;
  readonly origin_provider: string;
  readonly claimed_origin: string;
  /** Calls of many origins meet here, where a transit has a gap before it, and nothing tells them apart. */
  readonly by_transit: boolean;
  readonly behavior: Behavior;
  readonly first_ms: number;
  readonly last_ms: number;
}

/**
 * How the caller's number was made: attestation and the route in differ within one campaign, this does not. A number with
 * few calls is one of a pool's.
 */
export function synthesis({ caller_class, calling_number, behavior }: Joinable): string {
  const country = countryOf(caller_class);
  if (country !== undefined) return country;
  if (calling_number !== 0 && behavior.calls >= thresholds.segmentCalls) return 'given';
  return caller_class.startsWith('neighbor') ? 'neighbor' : 'pool';
}

const minuteMs = 60_000;

/** A number made up at random is now and then unassigned or on a do-not-originate list: still the same pool. */
const sameMake = (a: Joinable, b: Joinable) =>
  synthesis(a) === synthesis(b) || (a.caller_class === 'dno' && b.caller_class === 'dno');

const provider = (s: Joinable) => s.origin_provider || s.claimed_origin;
/** The provider it starts at, proven or named, and the origid it is signed with. */
export const placesOf = (s: Joinable): string[] =>
  [provider(s), origidOf(s.origin_key) ?? ''].filter((place) => place !== '');

/** Time between two, ms; below 0 where they overlap. */
export const gapMs = (a: Joinable, b: Joinable) =>
  Math.max(a.first_ms, b.first_ms) - Math.min(a.last_ms, b.last_ms);

/** Overlap in time, as a share of the shorter. */
function overlap(a: Joinable, b: Joinable): number {
  const shorter = Math.max(1, Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms));
  return -gapMs(a, b) / shorter;
}

/** At the same time, or one right after the other: a campaign that moves on to another upstream. */
const sameTime = (a: Joinable, b: Joinable) => overlap(a, b) >= 0.3;
const inTurn = (a: Joinable, b: Joinable) => Math.abs(gapMs(a, b)) <= thresholds.inTurnMin * minuteMs;

const callsPerMs = (s: Joinable) => s.behavior.calls / Math.max(minuteMs, s.last_ms - s.first_ms);

/** One stops where the other begins, and calls as fast: told without a message to compare. */
function handsOver(a: Joinable, b: Joinable): boolean {
  const slower = Math.min(callsPerMs(a), callsPerMs(b));
  const faster = Math.max(callsPerMs(a), callsPerMs(b));
  const nextCallMs = thresholds.inTurnCalls / slower + minuteMs;
  const gap = gapMs(a, b);
  return gap > -2 * minuteMs && gap <= nextCallMs && faster < thresholds.inTurnPace * slower;
}

/** Begin and end together, as parts of one campaign do that was started and stopped once. */
function sameSpan(a: Joinable, b: Joinable): boolean {
  const shorter = Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms);
  const near = Math.max(thresholds.sameSpanMin * minuteMs, thresholds.sameSpanShare * shorter);
  return Math.abs(a.first_ms - b.first_ms) <= near && Math.abs(a.last_ms - b.last_ms) <= near;
}

type Likeness = ReturnType<typeof compare>;

/** Callers of one class, whether they are called themselves or not. */
export const madeAlike = (a: Joinable, b: Joinable) => makeOf(a.caller_class) === makeOf(b.caller_class);

const areasOf = (a: Joinable, b: Joinable) => [areaOf(a.origin_key), areaOf(b.origin_key)] as const;

/** Each was set apart from other calls by the area it calls, and the areas differ. */
function inOtherAreas(a: Joinable, b: Joinable): boolean {
  const [one, other] = areasOf(a, b);
  return one !== undefined && other !== undefined && one !== other;
}

/** Whether each has an origid, and whether it is the same one: its signer says which of its customers called. */
const sameOrigid = (a: Joinable, b: Joinable) => {
  const [one, other] = [origidOf(a.origin_key), origidOf(b.origin_key)];
  return one === undefined || other === undefined ? undefined : one === other;
};

/**
 * What their calls are like tells whether two are one campaign's. Of one place, where many customers' calls meet, two that
 * were set apart by origid, by the exchange of their numbers, or by the area one of them calls, are one only where they are
 * alike.
 */
export function likenessOf(a: Joinable, b: Joinable): Likeness {
  const [one, other] = areasOf(a, b);
  const ofOnePlace = provider(a) !== '' && provider(a) === provider(b);
  // That such differ in the areas they call says nothing: they were set apart by it.
  const byArea = ofOnePlace && one !== other;
  const likeness = compare(a.behavior, b.behavior, sameTime(a, b) && !byArea);
  if (likeness !== 'unclear') return likeness;
  // Two areas' calls whose callers are made alike may be one campaign's; an area's and the rest of its place are not.
  const apartByArea = byArea && !(inOtherAreas(a, b) && madeAlike(a, b));
  const apartByExchange = ofOnePlace && exchangeOf(a.origin_key) !== exchangeOf(b.origin_key);
  const apartByOrigid = ofOnePlace && sameOrigid(a, b) === false;
  return apartByArea || apartByExchange || apartByOrigid ? 'different' : 'unclear';
}

/** How sure a connection is, the surest first. */
export const edges = ['numbers', 'some numbers', 'origin', 'provider', 'behavior'] as const;
export type Edge = (typeof edges)[number];

/**
 * What connects two segments or groups of them: `numbers` the same callers, `some numbers` many of them, `origin` the
 * same customer, origid or provider named, `provider` only that other numbers of the same provider go about it the same
 * way, `behavior` only what they do. undefined where nothing does, or where they are plainly two.
 */
export function edge(a: Joinable, b: Joinable): Edge | undefined {
  if (gapMs(a, b) > thresholds.campaignGapH * 3_600_000) return undefined;
  const shared = sharedNumbers(a.behavior, b.behavior);
  if (shared >= thresholds.sameCallerShare) return 'numbers';
  const same = sameMake(a, b);
  const ofOneCustomer = sameCustomer(a, b);
  // Somebody else's ordinary calls come by the same way too.
  const byTheWay = same && a.verdict !== 'weak' && b.verdict !== 'weak';
  if (shared < thresholds.sharedCallerShare && !ofOneCustomer && !byTheWay) return undefined;
  const likeness = likenessOf(a, b);
  if (likeness === 'different') return undefined;
  if (shared >= thresholds.sharedCallerShare) return 'some numbers';
  if (ofOneCustomer) return same || likeness === 'alike' ? 'origin' : undefined;
  if (sameOrigid(a, b) || sameNamed(a, b)) return namedEdge(a, b, likeness);
  return sameBehavior(a, b, likeness) ? 'behavior' : undefined;
}

function namedEdge(a: Joinable, b: Joinable, likeness: Likeness): Edge | undefined {
  if (likeness === 'alike') return 'origin';
  if (gapMs(a, b) > thresholds.namedGapMin * minuteMs) return undefined;
  return synthesis(a) === 'given' && !sameOrigid(a, b) ? 'provider' : 'origin';
}

/** A provider proves it to be its own, and by itself it is not suspicious. */
const isMerelyPossible = (s: Joinable) => s.origin_provider !== '' && s.verdict !== 'suspicious';

function sameBehavior(a: Joinable, b: Joinable, likeness: Likeness): boolean {
  const given = synthesis(a) === 'given';
  const placed = !a.by_transit && !b.by_transit;
  // Numbers are changed with the provider, whoever moves on keeps to its list, what many origins have in common proves
  // little, and nobody's proven customer is suspected for another's calls: all must be alike.
  const mustBeAlike = given || !placed || inOtherAreas(a, b) || isMerelyPossible(a) || isMerelyPossible(b);
  if (mustBeAlike && likeness !== 'alike') return false;
  if (a.by_transit && b.by_transit && a.origin_key !== b.origin_key) return false;
  if (!given && sameSpan(a, b)) return true;
  if (!given && placed && a.caller_class === b.caller_class && handsOver(a, b)) return true;
  if (!sameMessage(a.behavior, b.behavior)) return false;
  return inTurn(a, b) || (likeness === 'alike' && sameTime(a, b));
}

const sameCustomer = (a: Joinable, b: Joinable) => isCustomer(a.origin_key) && a.origin_key === b.origin_key;
/** Two whose customers are known are the same only by customer. */
const sameNamed = (a: Joinable, b: Joinable) =>
  !a.by_transit &&
  !b.by_transit &&
  provider(a) !== '' &&
  provider(a) === provider(b) &&
  !(isCustomer(a.origin_key) && isCustomer(b.origin_key));
