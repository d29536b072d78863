import { isCustomer } from '../features/sources.ts';
import type { LinkableSegment } from '../linking/linkable-segment.ts';
import { thresholds } from '../thresholds.ts';
import type { Patterns } from './patterns.ts';

type Held = Pick<LinkableSegment, 'calls' | 'calling_number' | 'place'>;

/** Whether one thing holds the calls together that only one caller has: one number, or an account with its provider. */
function isOfKnownCallers(segments: readonly Held[]): boolean {
  const [first] = segments;
  if (first === undefined) return false;
  if (first.calling_number !== 0 && segments.every((s) => s.calling_number === first.calling_number))
    return true;
  const callsOf = (some: readonly Held[]) => some.reduce((sum, { calls }) => sum + calls, 0);
  const ofCustomers = segments.filter(isCustomer);
  return 2 * callsOf(ofCustomers) > callsOf(segments);
}

/**
 * The highest score that a campaign can have, 0 to 1. However plain the suspicion, calls of several campaigns may be taken for
 * one: seldom where the provider names its customer, more often where many customers' calls meet, and most often where
 * the calls show two messages. Measured on labelled traffic (docs/detection/accuracy.md).
 */
export function highestScore(segments: readonly Held[], { messages }: Pick<Patterns, 'messages'>): number {
  if (isOfKnownCallers(segments)) return thresholds.surest;
  return messages.length > 1 ? thresholds.surestOfTwoMessages : thresholds.surestOfMany;
}
