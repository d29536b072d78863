/** Reads numbers as they are signalled: in URIs, behind display names and service codes, damaged by a spreadsheet. */

/** The user part of `"Name" <sip:user;parameters:password@host;parameters>`, `tel:user;parameters` or plain text. */
export function userPart(raw: string): string {
  const open = raw.lastIndexOf('<');
  const address = (open < 0 ? raw : raw.slice(open + 1)).trim();
  const isSip = /^sips?:/i.test(address);
  const body = address.replace(/^(?:sips?|tel):/i, '');
  const end = body.lastIndexOf('@');
  // A SIP URI without @ names a host; some switches put a number there, others before the URI.
  if (end < 0 && isSip && !/^\+?\d+(?:[;>]|$)/.test(body))
    return numberInDisplayName(raw.slice(0, Math.max(open, 0)));
  const user = end < 0 ? body : body.slice(0, end);
  return unescaped(/^[^;:>]*/.exec(user)?.[0] ?? '').trim();
}

/** The number in a display name, such as `"12025550123"` before a URI without user part; '' where it is no number. */
function numberInDisplayName(displayName: string): string {
  return /^[\s"']*(\+?[\d(][\d\s().-]{5,}\d)[\s"']*$/.exec(displayName)?.[1] ?? '';
}

/** Whether a text has a letter of any alphabet: then it is not a number. */
export function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}

/**
 * The vertical service code that was dialled before a number: `*67`, `*82` (two digits, NANP), `#31#`, `*31#` (GSM
 * 02.30, calling line identity). '' where there is none, or where fewer than 7 digits follow: then the code itself was
 * called.
 */
export function serviceCode(text: string): string {
  return /^(?:[*#]\d{2}[*#]|\*\d{2})(?=(?:\D*\d){7})/.exec(text)?.[0] ?? '';
}

/** `*98`, `#1234`, `**201`, `*123#`: a code that was dialled. It is too short to be a number with hidden digits. */
const featureCode = /^(?:\*{1,2}|#{1,2}|\*#)\d{1,6}[*#]?$/;

/** A written number: digits, and between them blanks, dots, dashes, slashes and brackets. */
const written = /^\+?\(?\d(?:[\p{Z}\p{Cf}\t()[\]./,\p{Pd}]{0,4}\d)*[)\].]*$/u;
const leading = /^[\p{Z}\p{Cf}\t([.'"=\\/-]+/u;
const hiding = /\.{2}|\p{Pd}{2}/u;

/** A whole number written with decimals by a program: `12025550123.0`, `12,025,550,123.00`, `2025550123.000000`. */
const decimal = /^(\+?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+))[.,](?:0{1,2}|(?<=\d{10}[.,])0+)$/;
const fraction = /^\+?\d{10,}\.\d{1,2}$/;
/** A number, and after commas digits that are dialled once the call is answered: `2025550123,,5`. */
const postDial = /^(\+?(?:[^,\d]*\d){7,}),+[\d,*#]*$/;
const thousands = /^\d{1,3}(?:,\d{3})+$/;
/** `+44 (0)20`: the 0 is dialled within the country only. In Italy and San Marino it is part of the number. */
const trunkZero = /^(\+(?!39|378)[1-9]\d{0,2}[\s-]*)\(0\)/;

/**
 * The digits of a number without letters, with `+` before them where the text has it; undefined where digits are
 * missing. Characters that numbers aren't written with stand for hidden digits: `+1202555****`, `120255501??`,
 * `202-555-....`. The digits that are left must not be used: they could be somebody else's number.
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

/** The text without decimals and without digits that are dialled later; undefined where it is a fraction. */
function wholeNumber(text: string): string | undefined {
  const integer = decimal.exec(text)?.[1];
  if (integer !== undefined) return integer;
  if (fraction.test(text)) return undefined;
  return thousands.test(text) ? text : (postDial.exec(text)?.[1] ?? text);
}

/** The text without a `#` that only ended dialling. After an incomplete number the `#` stays: it hides a digit. */
function endedByHash(text: string): string {
  const digits = text.replace(/\D+/g, '');
  const isWhole = /^(?:1?[2-9]\d{2}[2-9]\d{6}|[2-9]\d{6}|\d{1,4})$/.test(digits);
  return text.endsWith('#') && isWhole && !/[*#]/.test(text.slice(0, -1)) ? text.slice(0, -1) : text;
}

/**
 * A number in exponential notation, as spreadsheets and programs write it where the column isn't text: `1.31256E+10`,
 * `1,31E+010`, `131256E+5`, `1.31256 E+10`, `1.31256D+10`, `1.31256×10^10`. Any character may stand for the decimal
 * point.
 */
const exponential =
  /^[\s\p{Cf}'"=+]*(\d+)(?:([^\p{L}\p{N}@<>])(\d+))?\s?(?:[ED]\s?([+-]?)|[×x*·⋅]\s?10\s?(\^|\*\*)\s?\+?)\s?(\d{1,3})[\s\p{Cf}'"]*$/iu;
const superscripts = /[⁰¹²³⁴-⁹]+/gu;

/** A number that was turned into a date: `1/1/2026`, `31/12/2026 0:00`. No number is written as d/m/yyyy. */
const slashedDate =
  /^[\s\p{Cf}'"=]*(?:(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])\/(?:0?[1-9]|1[0-2]))\/(?:18|19|20)\d{2}(?:\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?)?[\s\p{Cf}'"]*$/u;
/** `Jan-25`, `25-Jan`, `25-Jan-2026`, with the capital that spreadsheets write: `mar-12` may be a user's name. */
const namedDate =
  /^[\s\p{Cf}'"=]*(?:\d{1,2}-)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:-\d{2}(?:\d{2})?)?[\s\p{Cf}'"]*$/u;

/** 7 to 15 digits: a local number to E.164's limit. Fewer digits are the rest of a longer number: `1.3E+01`. */
const wholeLength = /^[1-9]\d{6,14}$/;

/**
 * The digits of a number that a spreadsheet rewrote, where all of them are still there (`1.2025550123E+10`). '' where
 * digits are lost or the number became a date. undefined for a text that no spreadsheet rewrote.
 */
export function spreadsheetDigits(text: string): string | undefined {
  if (isDate(text)) return '';
  const plain = text.replace(superscripts, (digits) => `^${digits.normalize('NFKC')}`);
  const [found, whole = '', point = '', decimals = '', sign = '', power = '', exponent = ''] =
    exponential.exec(plain) ?? [];
  // `5E10` and `2-5E10` may be the names of devices.
  const isWritten = sign === '+' || power !== '' || point === '.' || point === ',';
  if (found === undefined || !isWritten) return undefined;
  const shift = Number(exponent);
  const isExact = sign !== '-' && decimals.length >= shift && /^0*$/.test(decimals.slice(shift));
  const digits = (whole + decimals.slice(0, shift)).replace(/^0+/, '');
  return isExact && wholeLength.test(digits) ? digits : '';
}

const isDate = (text: string) => slashedDate.test(text) || (namedDate.test(text) && /\d/.test(text));

/** Whether a spreadsheet rewrote a number so that digits of it are lost. */
export const isDamaged = (raw: string): boolean => spreadsheetDigits(raw) === '';

/** Error message for a damaged number. */
export const damagedNumber = 'damaged by a spreadsheet: export the column as text';

/** Replaces percent escapes, as in `%2B1202...` that some proxies write. A `%` that begins no escape stays. */
function unescaped(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
