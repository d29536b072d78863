import { normaliseNumber } from '@ringtrace/enrich/number';
import { UsageError } from '../command.ts';

/** E.164 digits of a called number as a switch signals it. Throws UsageError where there are none. */
export function calledNumber(option: string, text: string): number {
  const number = normaliseNumber(text);
  if (number === 0) throw new UsageError(`--${option} takes a telephone number, not '${text}'`);
  return number;
}
