/** The parts of a number as signalled that are not digits: URIs, display names, service codes. */

/** The user part of `"Name" <sip:user;parameters:password@host;parameters>`, `tel:user;parameters` or plain text. */
export function userPart(raw: string): string {
  const open = raw.lastIndexOf('<');
  const address = (open < 0 ? raw : raw.slice(open + 1)).trim();
  const isSip = /^sips?:/i.test(address);
  const body = address.replace(/^(?:sips?|tel):/i, '');
  const end = body.lastIndexOf('@');
  // A SIP URI without @ names a host; some switches put a number there, others before the URI.
  if (end < 0 && isSip && !/^\+?\d+(?:[;>]|$)/.test(body))
    return numberInLabel(raw.slice(0, Math.max(open, 0)));
  const user = end < 0 ? body : body.slice(0, end);
  return unescaped(/^[^;:>]*/.exec(user)?.[0] ?? '').trim();
}

/** `"12025550123"` before a URI that names a host alone; '' where the label is a name. */
function numberInLabel(label: string): string {
  return /^[\s"']*(\+?[\d(][\d\s().-]{5,}\d)[\s"']*$/.exec(label)?.[1] ?? '';
}

export function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}

/**
 * The vertical service code a number was dialled behind, '' where there is none: `*67`, `*82` (two digits, NANP)
 * and `#31#`, `*31#` (GSM 02.30, calling line identity). With fewer than 7 digits behind it, it is the call itself.
 */
export function serviceCode(text: string): string {
  return /^(?:[*#]\d{2}[*#]|\*\d{2})(?=(?:\D*\d){7})/.exec(text)?.[0] ?? '';
}

/** `*98`, `#1234`, `**201`, `*123#`: dialled as it stands, too short for a number of which digits are hidden. */
const featureCode = /^(?:\*{1,2}|#{1,2}|\*#)\d{1,6}[*#]?$/;

/** How a number may be written: digits, between them blanks, dots, dashes, slashes and brackets. */
const written = /^\+?\(?\d(?:[\p{Z}\p{Cf}\t()[\]./,\p{Pd}]{0,4}\d)*[)\].]*$/u;
const leading = /^[\p{Z}\p{Cf}\t([.'"=\\/-]+/u;
const hiding = /\.{2}|\p{Pd}{2}/u;

/** A spreadsheet's or a program's decimal of a whole number: `12025550123.0`, `12,025,550,123.00`, `2025550123.000000`. */
const decimal = /^(\+?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+))[.,](?:0{1,2}|(?<=\d{10}[.,])0+)$/;
const fraction = /^\+?\d{10,}\.\d{1,2}$/;
/** Digits that are dialled once the call is up: `2025550123,,5`. */
const postDial = /^(\+?(?:[^,\d]*\d){7,}),+[\d,*#]*$/;
const thousands = /^\d{1,3}(?:,\d{3})+$/;
/** `+44 (0)20`: the 0 is dialled within the country only. Italy and San Marino keep theirs. */
const trunkZero = /^(\+(?!39|378)[1-9]\d{0,2}[\s-]*)\(0\)/;

/**
 * The digits of a number without letters, behind a `+` where it has one; undefined where it isn't a whole one. Signs that
 * numbers aren't written with stand for digits that somebody hid: `+1202555****`, `120255501??`, `202-555-....`. What is
 * left of such a number would be another's.
 */
export function writtenDigits(text: string): string | undefined {
  const bare = text.replace(leading, '').replace(/[\p{Z}\p{Cf}\t'"]+$/u, '');
  if (featureCode.test(bare)) return bare.replace(/\D+/g, '');
  const whole = endedByHash(bare);
  const number = wholeNumber(whole);
  if (number === undefined || !written.test(number) || hiding.test(number)) return undefined;
  const digits = number.replace(trunkZero, '$1').replace(/\D+/g, '');
  return number.startsWith('+') ? `+${digits}` : digits;
}

/** Without the decimals of a spreadsheet and the digits dialled later; undefined where it is a fraction. */
function wholeNumber(text: string): string | undefined {
  const integer = decimal.exec(text)?.[1];
  if (integer !== undefined) return integer;
  if (fraction.test(text)) return undefined;
  return thousands.test(text) ? text : (postDial.exec(text)?.[1] ?? text);
}

/** `#` ends what is dialled; behind a number that is not whole it hides a digit. */
function endedByHash(text: string): string {
  const digits = text.replace(/\D+/g, '');
  const isWhole = /^(?:1?[2-9]\d{2}[2-9]\d{6}|[2-9]\d{6}|\d{1,4})$/.test(digits);
  return text.endsWith('#') && isWhole && !/[*#]/.test(text.slice(0, -1)) ? text.slice(0, -1) : text;
}

/**
 * What spreadsheets and programs make of a number whose column isn't text: `1.31256E+10`, `1,31E+010`, `131256E+5`,
 * `1.31256 E+10`, `1.31256D+10`, `1.31256×10^10`. Another program may have put any sign in place of the decimal point.
 */
const exponential =
  /^[\s\p{Cf}'"=+]*(\d+)(?:([^\p{L}\p{N}@<>])(\d+))?\s?(?:[ED]\s?([+-]?)|[×x*·⋅]\s?10\s?(\^|\*\*)\s?\+?)\s?(\d{1,3})[\s\p{Cf}'"]*$/iu;
const superscripts = /[⁰¹²³⁴-⁹]+/gu;

/** A number that was taken for a date: `1/1/2026`, `31/12/2026 0:00`. Two parts of at most two digits and a year are no number. */
const slashedDate =
  /^[\s\p{Cf}'"=]*(?:(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2]))\/(?:18|19|20)\d{2}(?:\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)?[\s\p{Cf}'"]*$/u;
/** `Jan-25`, `25-Jan`, `25-Jan-2026`, in the case of a spreadsheet: `mar-12` may be a user's name. */
const namedDate =
  /^[\s\p{Cf}'"=]*(?:\d{1,2}-)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:-\d{2}(?:\d{2})?)?[\s\p{Cf}'"]*$/u;

/** Fewer digits than a local number has are what is left of a longer one: `1.3E+01`. The most is E.164's limit. */
const wholeLength = /^[1-9]\d{6,14}$/;

/**
 * The number that a spreadsheet's text still holds whole (`1.2025550123E+10`), '' where digits are lost or it became a
 * date; undefined for any other text.
 */
export function spreadsheetDigits(text: string): string | undefined {
  if (isDate(text)) return '';
  const plain = text.replace(superscripts, (digits) => `^${digits.normalize('NFKC')}`);
  const [found, whole = '', point = '', decimals = '', sign = '', power = '', exponent = ''] =
    exponential.exec(plain) ?? [];
  // `5E10` and `2-5E10` may be the names of devices.
  const isWritten = sign === '+' || power !== '' || point === '.' || point === ',';
  if (found === undefined || !isWritten) return undefined;
  const places = Number(exponent);
  const isExact = sign !== '-' && decimals.length >= places && /^0*$/.test(decimals.slice(places));
  const digits = (whole + decimals.slice(0, places)).replace(/^0+/, '');
  return isExact && wholeLength.test(digits) ? digits : '';
}

const isDate = (text: string) => slashedDate.test(text) || (namedDate.test(text) && /\d/.test(text));

/** Whether a spreadsheet left too little of a number to tell which it was. */
export const isDamaged = (raw: string): boolean => spreadsheetDigits(raw) === '';

/** What to say of such a number. */
export const damagedNumber = 'damaged by a spreadsheet: export the column as text';

/** `%2B1202...` as some proxies write it; a text that is no valid escape stays as it is. */
function unescaped(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
