import { thresholds } from '../thresholds.ts';
import { segmentKey } from './segment-key.ts';

/**
 * A call is judged with its number where that is busy, else with its source: origin, class and whether the caller is called
 * too. Proven calls are judged apart from others of the same number: spoofed calls must not fall on its holder. Where nobody
 * proves or names the customer, a number that nobody calls is busy with few calls.
 */
const isBusy = `(number_calls >= ${thresholds.segmentCalls} OR (number_calls >= ${thresholds.joinCalls}
    AND place != 'customer' AND NOT receives AND caller_class != 'one ring'))`;

/**
 * The segment of a call, step by step. Needs the origin key, caller class, origin_provider, number_calls and receives
 * of the call. Who is called back also receives.
 */
export const segmentOfCall = [
  `
    ${isBusy} AS is_busy`,
  segmentKey('receives'),
] as const;
