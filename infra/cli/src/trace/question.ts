import { normaliseNumber } from '@ringtrace/enrich/number';
import { UsageError } from '../command.ts';

/** E.164 digits of a called number as a switch signals it. Throws UsageError where there are none. */
export function calledNumber(option: string, text: string): number {
  const number = normaliseNumber(text);
  // What was given may be a customer's number with a slip in it: it stays out of the log.
  if (number === 0) {
    throw new UsageError(`--${option} takes a telephone number: +1..., 10 digits, sip: or tel: URI`);
  }
  return number;
}
