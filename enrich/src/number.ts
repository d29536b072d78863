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
/** E.164's limit. */
const maxDigits = 15;

/**
 * E.164 digits (without +) of a number as switches in the North American Numbering Plan (NANP) signal it,
 * or a short code; 0 where there is none. Read in this order:
 * - `"Name" <sip:+12025550123;npdi@host;user=phone>`, `sips:`, `tel:`: the user part, without parameters. A
 *   routing number (`rn=`) is not the called party; `phone-context` is not part of the number (RFC 3966, 5.1.5).
 * - anything with a letter (`anonymous`, `Restricted`, `ACME BANK`, `1202555XXXX`): 0, but for `1.2025550123E+10`, which
 *   is still the whole number. Blanks, dots, dashes, slashes and brackets only separate.
 * - what a spreadsheet damaged (`1.20256E+10`, `1;20256E+10`, `1/1/2026`, see `signalled.ts`): 0.
 * - any other sign stands for digits that were hidden (`+1202555****`, `120255501??`): 0, never the digits that are left.
 * - a number that stands for none (`+266696687`, see `withheld.ts`): 0.
 * - `12025550123.0`, `12,025,550,123.00`: without the decimals. `2025550123,,5`: without what is dialled later.
 * - `*67` and other two-digit service codes, `#31#` and `*31#` before a number of 7 digits or more: dropped.
 * - `+`: the digits behind it.
 * - `011` or `9011` and at least 7 digits, `00` and at least 8: international, prefix dropped. They can mean
 *   nothing else: no country code starts with 0, and no number behind +90 (Turkey) with 1.
 * - 10 digits of the shape [2-9]XX[2-9]XXXXXX: domestic, 1 is put in front.
 * - all else as it stands: 7 digits, N11, short codes, extensions, and what can be read two ways, such as 91 and
 *   10 digits (India, or an outside line) or 9 and 10 digits (Pakistan, or an outside line).
 *
 * More than 15 digits are 0. A leading 0 that is no prefix does not show in a number.
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

/** `normaliseNumber` of UTF-8 bytes from `start` to `end`, in the usual forms without making a string of them. */
export function normaliseBytes(view: DataView, start: number, end: number): number {
  const userEnd = sipUserEnd(view, start, end);
  return userEnd < 0 ? normaliseUser(view, start, end) : normaliseUser(view, start + 4, userEnd);
}

function normaliseUser(view: DataView, start: number, end: number): number {
  const first = start < end ? view.getUint8(start) : 0;
  const from = first === plus ? start + 1 : start;
  const value = digitsIn(view, from, end);
  const length = end - from;
  // Ten digits have no prefix, and behind + only 0 can begin one.
  const prefixed =
    length > 9 &&
    mayBePrefix(view.getUint8(from)) &&
    (first === plus ? view.getUint8(from) === zero : length > 10);
  if (value < 0 || prefixed) return normaliseNumber(textOf(view, start, end));
  if (length > maxDigits || isCode(value, first === plus)) return 0;
  return length === 10 && first !== plus && fitsNanp(value) ? value + 10_000_000_000 : value;
}

/**
 * `isDamaged` of UTF-8 bytes from `start` to `end`. The last bytes of such a text tell it from most numbers, and its first
 * one from a URI: only what may be one is made a string.
 */
export function isDamagedIn(view: DataView, start: number, end: number): boolean {
  let last = end - 1;
  while (last > start && isAround(view.getUint8(last))) last -= 1;
  // A URI with a label ends so, and no damaged number does.
  if (last >= start && view.getUint8(last) === greaterThan) return false;
  const from = Math.max(start, last - signsAtEnd + 1);
  for (let at = last; at >= from; at -= 1) {
    if (isSignOfDamage(view.getUint8(at)))
      return mayBeginDamaged(view, start, last) && isDamaged(textOf(view, start, end));
  }
  return false;
}

/** `E + 010` at the end of a number; in `/2026`, `Jan-25`, `:00 PM` the sign is nearer. */
const signsAtEnd = 7;

/** A letter, `^`, `×`, `*`, `/` or `:`. */
const isSignOfDamage = (byte: number) => byte > 57 || byte === 47 || byte === 42;

/** Whether the first byte that isn't around a number is a digit or the capital of a month. */
function mayBeginDamaged(view: DataView, start: number, last: number): boolean {
  let at = start;
  while (at < last && isBefore(view.getUint8(at))) at += 1;
  const first = view.getUint8(at);
  return (first >= zero && first <= zero + 9) || (first >= 65 && first <= 83);
}

/** Also `=` and `+`. */
const isBefore = (byte: number) => isAround(byte) || byte === 61 || byte === plus;

/** A control character, a blank, a quote, or part of a character beyond ASCII, as some blanks are. */
const isAround = (byte: number) => byte <= 34 || byte === 39 || byte >= 128;

/** `hasDigit` of UTF-8 bytes from `start` to `end`. */
export function hasDigitIn(view: DataView, start: number, end: number): boolean {
  const userEnd = sipUserEnd(view, start, end);
  return userEnd < 0 ? userHasDigit(view, start, end) : userHasDigit(view, start + 4, userEnd);
}

function userHasDigit(view: DataView, start: number, end: number): boolean {
  const from = start < end && view.getUint8(start) === plus ? start + 1 : start;
  return (from < end && digitsIn(view, from, end) >= 0) || hasDigit(textOf(view, start, end));
}

/**
 * Where the user part of `sip:+12025550123@host;user=phone` ends, the commonest of URIs; -1 where it isn't digits
 * alone, or where what follows may mean another user part (see `userPart`).
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

/** The text of UTF-8 bytes from `start` to `end`. */
export const textOf = (view: DataView, start: number, end: number) =>
  Buffer.from(view.buffer, view.byteOffset + start, end - start).toString();

/** As `digitsFrom`, over bytes. */
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

/** So many digits fit into 32 bits, which are multiplied sooner than doubles: all stages take 0.97 of the CPU. */
const digitsOfInteger = 9;

const mayBePrefix = (first: number) => first === zero || first === zero + 9;

/** Whether the party's own part of a number as signalled (not its URI's host) holds a digit. */
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
  // The sign in place of a decimal point may be one that ends a user part: `1;20256E+10`.
  const exact = spreadsheetDigits(raw) ?? spreadsheetDigits(user);
  if (exact !== undefined) return dialled(exact, digitsFrom(exact, 0));
  if (hasLetter(user)) return 0;
  const code = serviceCode(user);
  const digits = writtenDigits(user.slice(code.length));
  if (digits === undefined || (code !== '' && !fitsServiceCode(code, digits))) return 0;
  const value = digitsFrom(digits, digits.startsWith('+') ? 1 : 0);
  return digits.startsWith('+') ? global(digits.slice(1), value) : dialled(digits, value);
}

/** Behind `*67` stands a whole number: `*2025550123` is none that was dialled behind `*20`. */
const fitsServiceCode = (code: string, digits: string) =>
  code.length > 3 || /^(?:\+|0(?:0|11)|\d{7}$|\d{10}$|1\d{10}$)/.test(digits);

/** Digits that came without `+`. */
function dialled(digits: string, value: number): number {
  if (isCode(value, false)) return 0;
  if (digits.length === 10) return fitsNanp(value) ? value + 10_000_000_000 : value;
  if (mayBePrefix(digits.charCodeAt(0)) && digits.length > 9) return withoutPrefix(digits, value);
  return digits.length > maxDigits ? 0 : value;
}

/** Digits that came behind `+`: some switches put it before an international prefix. */
function global(digits: string, value: number): number {
  if (digits.charCodeAt(0) === zero) return dialled(digits, value);
  return digits.length > maxDigits || isCode(value, true) ? 0 : value;
}

/** Most numbers are told by their size alone: no code lies among those of the NANP. */
const isCode = (value: number, behindPlus: boolean) =>
  (value < 10_000_000_000 || value > 19_999_999_999) && standsForWithheld(value, behindPlus);

/** [2-9]XX[2-9]XXXXXX. */
function fitsNanp(tenDigits: number): boolean {
  return tenDigits >= 2_000_000_000 && tenDigits % 10_000_000 >= 2_000_000;
}

function withoutPrefix(digits: string, value: number): number {
  const number = /^(?:9?011(?=.{7})|00(?=.{8}))([1-9]\d*)$/.exec(digits)?.[1];
  if (number === undefined) return digits.length > maxDigits ? 0 : value;
  return global(number, digitsFrom(number, 0));
}
