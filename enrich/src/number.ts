import {
  hasLetter,
  isDamaged,
  serviceCode,
  spreadsheetDigits,
  userPart,
  writtenDigits,
} from './signalled.ts';
import { standsForWithheld } from './withheld.ts';

const zero = 48;
const plus = 43;
const atSign = 64;
const lessThan = 60;
const greaterThan = 62;
/** `sip:` */
const sipColon = 0x7369703a;
/** Most digits of an E.164 number. */
const maxDigits = 15;

/**
 * E.164 digits (without +) of a number as switches in the North American Numbering Plan (NANP) signal it,
 * or a short code; 0 where there is no usable number. The rules, in the order in which they are applied:
 * - `"Name" <sip:+12025550123;npdi@host;user=phone>`, `sips:`, `tel:`: the user part, without parameters. A
 *   routing number (`rn=`) is not the called party; `phone-context` is not part of the number (RFC 3966, 5.1.5).
 * - anything with a letter (`anonymous`, `Restricted`, `ACME BANK`, `1202555XXXX`): 0, but for `1.2025550123E+10`,
 *   which is still the whole number. Blanks, dots, dashes, slashes and brackets only separate.
 * - what a spreadsheet damaged (`1.20256E+10`, `1;20256E+10`, `1/1/2026`, see `signalled.ts`): 0.
 * - any other character stands for digits that were hidden (`+1202555****`, `120255501??`): 0, never the digits that
 *   are left.
 * - a code for a withheld number (`+266696687`, see `withheld.ts`): 0.
 * - `12025550123.0`, `12,025,550,123.00`: without the decimals. `2025550123,,5`: without what is dialled later.
 * - `*67` and other two-digit service codes, `#31#` and `*31#` before a number of 7 digits or more: dropped.
 * - `+`: the digits behind it.
 * - `011` or `9011` and at least 7 digits, `00` and at least 8: international, prefix dropped. They can mean
 *   nothing else: no country code starts with 0, and no number behind +90 (Turkey) with 1.
 * - 10 digits of the shape [2-9]XX[2-9]XXXXXX: domestic, 1 is put in front.
 * - all else unchanged: 7 digits, N11, short codes, extensions, and what can be read two ways, such as 91 and
 *   10 digits (India, or an outside line) or 9 and 10 digits (Pakistan, or an outside line).
 *
 * More than 15 digits are 0. A leading 0 that is no prefix is lost, as the result is a number.
 */
export function normaliseNumber(raw: string): number {
  const value = digitsFrom(raw, 0);
  if (value >= 0) return dialled(raw, value);
  if (raw.charCodeAt(0) === plus) {
    const behindPlus = digitsFrom(raw, 1);
    if (behindPlus >= 0) return global(raw.slice(1), behindPlus);
  }
  return signalled(raw);
}

/** `normaliseNumber` for UTF-8 bytes from offset `start` to `end`. No string is made for the usual forms. */
export function normaliseBytes(view: DataView, start: number, end: number): number {
  const userEnd = sipUserEnd(view, start, end);
  return userEnd < 0 ? normaliseUser(view, start, end) : normaliseUser(view, start + 4, userEnd);
}

function normaliseUser(view: DataView, start: number, end: number): number {
  const first = start < end ? view.getUint8(start) : 0;
  const from = first === plus ? start + 1 : start;
  const value = digitsIn(view, from, end);
  const length = end - from;
  // A number of ten digits has no prefix. Behind + only a 0 can begin a prefix.
  const prefixed =
    length > 9 &&
    mayBePrefix(view.getUint8(from)) &&
    (first === plus ? view.getUint8(from) === zero : length > 10);
  if (value < 0 || prefixed) return normaliseNumber(textOf(view, start, end));
  if (length > maxDigits || isWithheldCode(value, first === plus)) return 0;
  return length === 10 && first !== plus && fitsNanp(value) ? value + 10_000_000_000 : value;
}

/**
 * `isDamaged` for UTF-8 bytes from offset `start` to `end`. Most numbers and URIs are ruled out by their last bytes and
 * their first byte. A string is made of the others only.
 */
export function isDamagedIn(view: DataView, start: number, end: number): boolean {
  let last = end - 1;
  while (last > start && maySurroundNumber(view.getUint8(last))) last -= 1;
  // The end of a URI after a display name; no damaged number ends so.
  if (last >= start && view.getUint8(last) === greaterThan) return false;
  const from = Math.max(start, last - charactersAtEnd + 1);
  for (let at = last; at >= from; at -= 1) {
    if (isDamageCharacter(view.getUint8(at)))
      return mayBeginDamaged(view, start, last) && isDamaged(textOf(view, start, end));
  }
  return false;
}

/** Length of `E + 010` at the end of a number. In `/2026`, `Jan-25`, `:00 PM` the character is nearer to the end. */
const charactersAtEnd = 7;

/** A letter, `^`, `×`, `*`, `/` or `:`: every damaged number has one near its end. */
const isDamageCharacter = (byte: number) => byte > 57 || byte === 47 || byte === 42;

/** Whether the first byte that may begin a number is a digit, or a capital that begins a month's name (A to S). */
function mayBeginDamaged(view: DataView, start: number, last: number): boolean {
  let at = start;
  while (at < last && mayPrecedeNumber(view.getUint8(at))) at += 1;
  const first = view.getUint8(at);
  return (first >= zero && first <= zero + 9) || (first >= 65 && first <= 83);
}

/** What may come before a number: what may surround it, `=` and `+`. */
const mayPrecedeNumber = (byte: number) => maySurroundNumber(byte) || byte === 61 || byte === plus;

/** A control character, a blank, a quote, or a byte of a non-ASCII character, as some blanks are. */
const maySurroundNumber = (byte: number) => byte <= 34 || byte === 39 || byte >= 128;

/** `hasDigit` for UTF-8 bytes from offset `start` to `end`. */
export function hasDigitIn(view: DataView, start: number, end: number): boolean {
  const userEnd = sipUserEnd(view, start, end);
  return userEnd < 0 ? userHasDigit(view, start, end) : userHasDigit(view, start + 4, userEnd);
}

function userHasDigit(view: DataView, start: number, end: number): boolean {
  const from = start < end && view.getUint8(start) === plus ? start + 1 : start;
  return (from < end && digitsIn(view, from, end) >= 0) || hasDigit(textOf(view, start, end));
}

/**
 * Offset at which the user part of `sip:+12025550123@host;user=phone` ends: the most common form of a URI. -1 where the
 * user part isn't digits alone, or where the rest may have another user part (see `userPart`).
 */
function sipUserEnd(view: DataView, start: number, end: number): number {
  if (end - start < 6 || view.getUint32(start) !== sipColon) return -1;
  let at = view.getUint8(start + 4) === plus ? start + 5 : start + 4;
  while (at < end && view.getUint8(at) >= zero && view.getUint8(at) <= zero + 9) at += 1;
  if (at === end || view.getUint8(at) !== atSign) return -1;
  for (let behind = at + 1; behind < end; behind += 1) {
    const sign = view.getUint8(behind);
    if (sign === atSign || sign === lessThan) return -1;
  }
  return at;
}

/** The string of UTF-8 bytes from offset `start` to `end`. */
export const textOf = (view: DataView, start: number, end: number) =>
  Buffer.from(view.buffer, view.byteOffset + start, end - start).toString();

/** The value of bytes that are digits alone, -1 for any others; inexact above 15 digits. */
export function digitsIn(view: DataView, start: number, end: number): number {
  const middle = Math.min(end, start + digitsOfInteger);
  let integer = 0;
  let at = start;
  for (; at < middle; at += 1) {
    const digit = view.getUint8(at) - zero;
    if (digit < 0 || digit > 9) return -1;
    integer = (Math.imul(integer, 10) + digit) | 0;
  }
  let value = integer;
  for (; at < end; at += 1) {
    const digit = view.getUint8(at) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Digits that fit into a 32-bit integer. Multiplying these is faster than doubles: measured 3% less CPU of ingest. */
const digitsOfInteger = 9;

const mayBePrefix = (first: number) => first === zero || first === zero + 9;

/** Whether a number as signalled has a digit; digits in the host of a URI do not count. */
export function hasDigit(raw: string): boolean {
  const first = raw.charCodeAt(0) - zero;
  if (first >= 0 && first <= 9 && !raw.includes('@')) return true;
  return /\d/.test(userPart(raw));
}

/** The value of a text that is digits alone from `start` on, -1 for any other; inexact above 15 digits. */
function digitsFrom(text: string, start: number): number {
  let value = 0;
  for (let i = start; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function signalled(raw: string): number {
  const user = userPart(raw);
  // The character instead of the decimal point may be one that ends a user part: `1;20256E+10`.
  const exact = spreadsheetDigits(raw) ?? spreadsheetDigits(user);
  if (exact !== undefined) return dialled(exact, digitsFrom(exact, 0));
  if (hasLetter(user)) return 0;
  const code = serviceCode(user);
  const digits = writtenDigits(user.slice(code.length));
  if (digits === undefined || (code !== '' && !fitsServiceCode(code, digits))) return 0;
  const value = digitsFrom(digits, digits.startsWith('+') ? 1 : 0);
  return digits.startsWith('+') ? global(digits.slice(1), value) : dialled(digits, value);
}

/** After `*67` there must be a whole number: `*2025550123` is not a number that was dialled after `*20`. */
const fitsServiceCode = (code: string, digits: string) =>
  code.length > 3 || /^(?:\+|0(?:0|11)|\d{7}$|\d{10}$|1\d{10}$)/.test(digits);

/** The number that digits without `+` stand for. */
function dialled(digits: string, value: number): number {
  if (isWithheldCode(value, false)) return 0;
  if (digits.length === 10) return fitsNanp(value) ? value + 10_000_000_000 : value;
  if (mayBePrefix(digits.charCodeAt(0)) && digits.length > 9) return withoutPrefix(digits, value);
  return digits.length > maxDigits ? 0 : value;
}

/** The number that digits behind `+` stand for. Some switches put `+` before an international prefix. */
function global(digits: string, value: number): number {
  if (digits.charCodeAt(0) === zero) return dialled(digits, value);
  return digits.length > maxDigits || isWithheldCode(value, true) ? 0 : value;
}

/**
 * Whether digits are a code for a withheld number. No code is in the range of the NANP, so most numbers take one
 * comparison.
 */
const isWithheldCode = (value: number, behindPlus: boolean) =>
  (value < 10_000_000_000 || value > 19_999_999_999) && standsForWithheld(value, behindPlus);

/** Whether ten digits have the form [2-9]XX[2-9]XXXXXX. */
function fitsNanp(tenDigits: number): boolean {
  return tenDigits >= 2_000_000_000 && tenDigits % 10_000_000 >= 2_000_000;
}

function withoutPrefix(digits: string, value: number): number {
  const number = /^(?:9?011(?=.{7})|00(?=.{8}))([1-9]\d*)$/.exec(digits)?.[1];
  if (number === undefined) return digits.length > maxDigits ? 0 : value;
  return global(number, digitsFrom(number, 0));
}
