import { thresholds } from '../thresholds.ts';
import { knownSuffix, namesCustomer, oneRingMark, provenMark } from './sources.ts';

const ringsOnce = `startsWith(caller_class, '${oneRingMark}')`;
/**
 * A call is judged with its number where that is busy, else with its source: origin, class and whether the caller is
 * called too. What a provider proves to be its own customer's calls is judged apart from what others send under the
 * same number: spoofed calls must not fall on the number's holder. Where nobody proves or names the customer, many
 * customers' calls meet, and a number that nobody calls is busy with few.
 */
const isBusy = `(number_calls >= ${thresholds.segmentCalls} OR (number_calls >= ${thresholds.joinCalls}
    AND NOT ${namesCustomer('origin_key')} AND NOT receives AND NOT ${ringsOnce}))`;
const isKnown = `receives AND NOT ${ringsOnce}`;
export const keyOf = (busy: string) =>
  `multiIf(NOT (${busy}), origin_key, origin_provider = '', '', concat('${provenMark}', origin_provider))`;
/** Callers of a busy number are of no class, but that it rings once: a fact of the number, not of a call. */
export const classOf = (busy: string, of: string) => `if(${busy} AND NOT ${ringsOnce}, '', ${of})`;
/** The segment of a call. Needs caller_class, origin_key, origin_provider, number_calls and receives. Who is called back also receives. */
export const segmentKey = `
  if(${isBusy}, 'number', 'source') AS kind,
  if(${isBusy}, calling_number, 0) AS number,
  ${keyOf(isBusy)} AS key,
  ${classOf(isBusy, `concat(caller_class, if(${isKnown}, '${knownSuffix}', ''))`)} AS class`;
