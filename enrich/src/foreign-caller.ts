import { isNeighbor } from './nanp.ts';
import { factsOf } from './number-plan.ts';
import { callingCodeOf } from './plan-metadata.ts';
import { hasLetter, userPart, writtenDigits } from './signalled.ts';

const nationalDigits = 10;

/**
 * The E.164 digits of a caller signalled with 10 digits on a call from abroad. National numbers of India, Mexico and
 * others have 10 digits and look like NANP numbers. `country` is the ISO 3166 country the call came from, and `called`
 * the called number, E.164 digits. Returns 0 where the digits are no number of that country's plan; the caller is then
 * read as on any other call (`normaliseNumber`). So it is where the digits are of the called party's own exchange: somebody shows a
 * neighbor's number, and a foreign one would hardly ever begin alike.
 */
export function foreignCaller(raw: string, country: string, called: number): number {
  const code = callingCodeOf(country);
  if (code === undefined || code === '1') return 0;
  const user = userPart(raw);
  const digits = hasLetter(user) ? undefined : writtenDigits(user);
  if (digits?.length !== nationalDigits || user.includes('+')) return 0;
  if (isNeighbor(Number(`1${digits}`), called)) return 0;
  const number = Number(code + digits);
  return factsOf(number).region === country ? number : 0;
}
