import { thresholds } from '../thresholds.ts';
import { atMost } from './guards/rate-bound.ts';

/**
 * Whether the feeds tell only of answered calls here, as billing records do. Even of people who wait for a call, some are busy, out of reach,
 * or do not pick up. Where surely fewer calls than that were not answered, the others are missing, and nobody knows how many there were.
 */
export const areUnansweredMissing = ({ calls, answered }: Readonly<Record<'calls' | 'answered', number>>) =>
  atMost(calls - answered, calls) < thresholds.unansweredShare;
