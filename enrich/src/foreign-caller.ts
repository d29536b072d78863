import { factsOf } from './number-plan.ts';
import { callingCodeOf } from './plan-metadata.ts';
import { hasLetter, userPart, writtenDigits } from './signalled.ts';

const nationalDigits = 10;

/**
 * A caller signalled as 10 digits on a call that came in from abroad: those of India, Mexico and others look like
 * numbers of the NANP. The E.164 digits where they are a number of that country's plan, else 0: then they are read
 * as anywhere.
 */
export function foreignCaller(raw: string, country: string): number {
  const code = callingCodeOf(country);
  if (code === undefined || code === '1') return 0;
  const user = userPart(raw);
  const digits = hasLetter(user) ? undefined : writtenDigits(user);
  if (digits?.length !== nationalDigits || user.includes('+')) return 0;
  const number = Number(code + digits);
  return factsOf(number).region === country ? number : 0;
}
