import { normaliseNumber } from '@ringtrace/enrich/number';

/** Which numbers a person means by what was typed. */
export type GivenNumber =
  | { readonly kind: 'withheld' }
  /** One number, E.164 digits or a short code. */
  | { readonly kind: 'whole'; readonly number: number }
  /** All numbers from `from` to `to`. `digits` is the prefix that they share. */
  | { readonly kind: 'prefix'; readonly digits: string; readonly from: number; readonly to: number };

const usual = 'write it as +1 (202) 555-0123, or its first digits, such as 1202555 or 202-555';

/** Digits of a North American number with its country code. */
const nanpDigits = 11;
/** Fewer digits would mean millions of numbers. */
const fewestDigits = 3;
/** Most digits of an E.164 number. */
const mostDigits = 15;

/**
 * Reads a number as people write it: in any way that a switch signals it, with dashes, dots and brackets, or its first digits.
 * A prefix may end with `*`, `x` or `…`, and must where its digits could be a whole number of another country. Throws an Error
 * that says what is wrong.
 */
export function givenNumber(text: string): GivenNumber {
  const written = text.trim();
  if (/^(?:0|withheld|anonymous|none)$/i.test(written)) return { kind: 'withheld' };
  const [, begun = written, rest = ''] = /^(.*?)([*xX…]*)$/.exec(written) ?? [];
  const isPrefix = rest !== '';
  if (!/^\+?[\d\s().\-/\u2010-\u2015]+$/.test(begun) && !isPrefix) return whole(written);
  const digits = begun.replaceAll(/\D/g, '');
  if (digits.length > mostDigits) throw new Error(`a number has up to ${mostDigits} digits: ${usual}`);
  if (!isPrefix && isWhole(begun.trim(), digits)) return whole(written);
  return prefix(begun.trim().startsWith('+') || digits.startsWith('1') ? digits : nationalPrefix(digits));
}

/** Whether digits are a number as such: ten digits, eleven with the country code 1, or an international number. */
function isWhole(written: string, digits: string): boolean {
  if (digits.startsWith('1')) return digits.length >= nanpDigits;
  if (written.startsWith('+') || digits.startsWith('011')) return digits.length >= 8;
  return digits.length >= 10;
}

function whole(written: string): GivenNumber {
  const number = normaliseNumber(written);
  if (number === 0) throw new Error(`there is no telephone number in it: ${usual}`);
  return { kind: 'whole', number };
}

/** Digits without a country code are North American. */
const nationalPrefix = (digits: string) => (digits.length < 10 ? `1${digits}` : digits);

function prefix(digits: string): GivenNumber {
  const national = digits.startsWith('1') ? digits.length - 1 : digits.length;
  if (national < fewestDigits) throw new Error(`give at least ${fewestDigits} digits: ${usual}`);
  const length = digits.startsWith('1') ? nanpDigits : mostDigits;
  if (digits.length > length) throw new Error(`a North American number has ten digits: ${usual}`);
  if (!digits.startsWith('1')) throw new Error(foreignPrefix);
  const scale = 10 ** (length - digits.length);
  return { kind: 'prefix', digits, from: Number(digits) * scale, to: (Number(digits) + 1) * scale - 1 };
}

const foreignPrefix =
  'first digits can be given of North American numbers only; of another country, give the whole number with +';
