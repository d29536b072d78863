import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import { numbersOf } from '../features/number-sample.ts';
import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import { isAbove, shareDifference } from './difference.ts';
import type { Linkable } from './linkable.ts';

/**
 * Calls by the end of the hour, at the mean pace of what goes on. Without it, a number in steady use would be one of a pool
 * until its hour is over, and that pool's candidate would be taken back. Calls below `joinCalls` tell no pace.
 */
function callsByEndOfHour({ behavior: { calls }, first_ms, last_ms, goesOn }: Linkable): number {
  if (!goesOn || calls < thresholds.joinCalls) return calls;
  const endOfHour = hourMs * (Math.floor(last_ms / hourMs) + 1);
  return calls * (1 + (endOfHour - last_ms) / Math.max(minuteMs, last_ms - first_ms));
}

/**
 * How the calling numbers are chosen: one number in steady use, neighbors of the called party, or a pool. Numbers that ring
 * once or come from abroad have the name of their country. Unlike attestation and route, this does not change within one
 * campaign.
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
