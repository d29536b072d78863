import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import type { Verdict } from '@ringtrace/schemas/tables/campaigns';
import { numbersOf } from '../features/number-sample.ts';
import type { CallerKey, OriginKey } from '../features/segment-key.ts';
import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import { isAbove, shareDifference } from './difference.ts';

/** What linking compares: a segment, or a cluster of segments as one. Times are ms since 1970. */
export interface Linkable extends OriginKey, CallerKey {
  /** Of a cluster that was judged as a whole: its own verdict. Of any other cluster: that of its largest segment. */
  readonly verdict: Verdict;
  /** 0 where several numbers call. */
  readonly calling_number: number;
  readonly origin_provider: string;
  readonly claimed_origin: string;
  /** The calls come from behind a transit, and nothing tells their callers apart. So they may be of many origins. */
  readonly mixed: boolean;
  readonly behavior: Behavior;
  readonly first_ms: number;
  readonly last_ms: number;
  /** The calls may go on: as far as traffic is known, they have no end. */
  readonly goesOn: boolean;
}

/**
 * Calls by the end of the hour. What goes on is taken to go on at its mean pace until then. Otherwise a number in
 * steady use would look like one of a pool while its hour is not over. A candidate of that pool would be taken back
 * as the number's calls grow. Calls below `joinCalls` tell no pace: four calls within a minute would be 240 an hour.
 * Such a number is one of a pool until it has more.
 */
function callsByEndOfHour({ behavior: { calls }, first_ms, last_ms, goesOn }: Linkable): number {
  if (!goesOn || calls < thresholds.joinCalls) return calls;
  const endOfHour = hourMs * (Math.floor(last_ms / hourMs) + 1);
  return calls * (1 + (endOfHour - last_ms) / Math.max(minuteMs, last_ms - first_ms));
}

/**
 * How the calling numbers are chosen: one number in steady use, neighbors of the called party, or a pool. Numbers that
 * ring once or come from abroad have the name of their country. Attestation and the route change within one campaign;
 * this does not. A number with few calls in the hour is taken for one of a pool.
 */
function numberPattern(item: Linkable): string {
  const { caller_class, called_back_at, calling_number } = item;
  if (called_back_at !== '') return called_back_at;
  if (calling_number !== 0 && callsByEndOfHour(item) >= thresholds.segmentCalls) return 'one number';
  return caller_class === 'neighbor' ? 'neighbor' : 'pool';
}

/** Whether somebody keeps to one calling number, which then is known by itself. */
export const isOneNumber = (item: Linkable) => numberPattern(item) === 'one number';

const isListed = ({ caller_class, callers_called }: Linkable) => caller_class === 'dno' && !callers_called;

/** Two groups of listed numbers count as one pattern: a number made up at random is now and then listed or unassigned. */
export const sameNumberPattern = (a: Linkable, b: Linkable) =>
  numberPattern(a) === numberPattern(b) || (isListed(a) && isListed(b));

/** Whether both have one caller class. Whether the callers are called themselves makes no difference. */
export const sameCallerClass = (a: Linkable, b: Linkable) =>
  a.caller_class === b.caller_class && a.called_back_at === b.called_back_at;

/** The same where it does make a difference. */
export const sameCallers = (a: Linkable, b: Linkable) =>
  sameCallerClass(a, b) && a.callers_called === b.callers_called;

/** Numbers that nobody can have, or that their holder had listed: a campaign shows them at all of its upstreams, or at none. */
const falseNumbers: ReadonlySet<CallerClass> = new Set(['unusable', 'unassigned', 'dno']);

/**
 * Whether surely more of the numbers of one than of the other are people's own, in use at other providers. Who shows
 * stolen numbers does so at all of its upstreams.
 */
function differInUse({ behavior: a }: Linkable, { behavior: b }: Linkable): boolean {
  if (a.sampledNumbers === 0 || b.sampledNumbers === 0) return false;
  const [one, other] = [distinctSampled(a), distinctSampled(b)];
  const inUse = [
    (one * a.elsewhereNumbers) / a.sampledNumbers,
    (other * b.elsewhereNumbers) / b.sampledNumbers,
  ] as const;
  return isAbove(shareDifference(inUse, [one, other]), thresholds.elsewhereShare);
}

/** A number that calls in several hours is in the sample of each, and tells the same each time. So it counts once. */
const distinctSampled = ({ sampledNumbers, callers }: Behavior) =>
  // Other releases kept no sample.
  callers.length === 0 ? sampledNumbers : Math.min(sampledNumbers, numbersOf(callers));

/** Whether both show one sort of false numbers, or both numbers that may be true. Attestation and route make no difference. */
export function sameFalseNumbers(a: Linkable, b: Linkable): boolean {
  if (differInUse(a, b)) return false;
  return sameCallerClass(a, b) || !(falseNumbers.has(a.caller_class) || falseNumbers.has(b.caller_class));
}
