import { foreignCaller } from '@ringtrace/enrich/foreign-caller';
import { normaliseNumber } from '@ringtrace/enrich/number';
import type { Cdr } from '@ringtrace/schemas/cdr';

/**
 * The calling number as E.164 digits, 0 where it is unusable. On a call from abroad, 10 digits are read as a number of
 * that country where its plan allows, unless they are of the called party's own exchange.
 */
export function callerOf({
  calling_number,
  called_number,
  ingress_country,
}: Pick<Cdr, 'calling_number' | 'called_number' | 'ingress_country'>) {
  const foreign =
    ingress_country === null
      ? 0
      : foreignCaller(calling_number, ingress_country, normaliseNumber(called_number));
  return foreign === 0 ? normaliseNumber(calling_number) : foreign;
}
