/** Digits at the end of a called number that a masked one does not show. */
const hiddenDigits = 4;

/** A number without its last four digits: 12025550123 becomes '1202555xxxx'. */
export function masked(number: number): string {
  const digits = String(number);
  return `${digits.slice(0, -hiddenDigits)}${'x'.repeat(Math.min(hiddenDigits, digits.length))}`;
}

/** Changes texts so that they show no number that a profile hides. */
export type Redactor = (text: string) => string;

export interface HiddenNumbers {
  /** Numbers that must not be seen, E.164 digits. They are found however they are written. */
  readonly hide: Iterable<number>;
  /** Numbers that may be seen; all else that looks like a telephone number is hidden too. Left out: nothing else is hidden. */
  readonly show?: Iterable<number>;
}

/** Fewer digits than this, such as 911, are no secret; looked for in texts, they would spoil times and ids. */
const fewestDigits = 7;
/**
 * So many digits or more, with no more between two of them than a way of writing numbers has: any dash or space, dots, and characters
 * without width. Most digits of texts are those of times and hashes: their short runs are not looked at.
 */
const run = new RegExp(String.raw`\p{Nd}(?:[\s().\p{Pd}\p{Cf}−·•/+]{0,3}\p{Nd}){${fewestDigits - 1},}`, 'gu');
/** A day at the beginning of a run is no part of a number. */
const day = /^(?:19|20)\d\d-\d\d-\d\d(?!\d)/;
const isDigit = (character: string) => /\p{Nd}/u.test(character);

/** The digits of a text as 0 to 9, in whatever script they are written. */
export const digitsOf = (text: string) =>
  [...text].flatMap((character) => (isDigit(character) ? [digitIn(character)] : [])).join('');

/** Code points of 0 and 9. */
const firstAscii = 48;
const lastAscii = 57;

/** Digits of a script stand side by side, in rows of ten. */
function digitIn(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  if (code <= lastAscii) return code - firstAscii;
  let before = 0;
  while (isDigit(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}

/** A country code has one to three digits. */
const longestCountryCode = 3;

/** All ways in which a number may be written: with its country code and without. */
function waysOf(number: number): string[] {
  const digits = String(number);
  if (/^1\d{10}$/.test(digits)) return [digits, digits.slice(1)];
  const national = Array.from({ length: longestCountryCode }, (_, i) => digits.slice(i + 1));
  return [digits, ...national.filter(({ length }) => length >= fewestDigits)];
}

/** The redactor for some numbers. It hides too much rather than too little. Short numbers such as 911 stay. */
export function redactor({ hide, show }: HiddenNumbers): Redactor {
  const hidden = new Set([...hide].flatMap(waysOf).filter(({ length }) => length >= fewestDigits));
  const shown = show === undefined ? undefined : new Set([...show].flatMap(waysOf));
  const lengths = [...new Set([...hidden].map(({ length }) => length))];
  return (text) =>
    text.replace(run, (found, at: number) => {
      const start = day.exec(found)?.[0].length ?? 0;
      const rest = found.slice(start);
      return found.slice(0, start) + hideIn(rest, text[at - 1] === '+' && start === 0);
    });

  function hideIn(found: string, plus: boolean): string {
    const characters = [...found];
    const places = characters.flatMap((character, i) => (isDigit(character) ? [i] : []));
    const digits = digitsOf(found);
    const gone = new Set<number>();
    const hideEnd = (end: number) => {
      for (let i = Math.max(0, end - hiddenDigits); i < end; i += 1) gone.add(places[i] ?? -1);
    };
    for (const length of lengths)
      for (let from = 0; from + length <= digits.length; from += 1)
        if (hidden.has(digits.slice(from, from + length))) hideEnd(from + length);
    if (shown?.has(digits) === false && looksLikeNumber(digits, plus)) hideEnd(digits.length);
    return characters.map((character, i) => (gone.has(i) ? 'x' : character)).join('');
  }
}

/** Ten digits, eleven with the country code 1, or any international number behind a plus sign. */
const looksLikeNumber = (digits: string, plus: boolean) =>
  plus ? digits.length >= 7 && digits.length <= 15 : /^1?\d{10}$/.test(digits);

/** Keys under which a called number stands, as E.164 digits or as it was signalled; `called_numbers` may hold several, or count them. */
const calledKey = /^called_numbers?(?:_raw)?$/;

/** A text that is one number, with nothing but signs between its digits. */
const oneNumber = /^[\p{Nd}\s().\p{Pd}\p{Cf}−·•/+]*$/u;
/** What `masked` makes. */
const maskedAlready = /^\d{0,11}x{1,4}$/;
/** Of a text that holds more than one number, so many digits are shown. */
const shownDigits = 6;

/** A called number as it was written, masked: the last four digits of a number, and most digits of any other text. */
function maskedText(text: string): string {
  if (maskedAlready.test(text)) return text;
  const digits = digitsOf(text).length;
  const shown = oneNumber.test(text) ? Math.max(0, digits - hiddenDigits) : shownDigits;
  let seen = 0;
  return [...text]
    .map((character) => {
      if (!isDigit(character)) return character;
      seen += 1;
      return seen > shown ? 'x' : character;
    })
    .join('');
}

/** Numbers in a called number as it was written. North American ones get their country code, and prefixes for dialling abroad go. */
function writtenNumbers(text: string): number[] {
  const texts = oneNumber.test(text) ? [text] : (text.match(run) ?? []);
  return texts.flatMap((one) => {
    const digits = digitsOf(one).replace(/^0(?:0|11)?/, '');
    const number = Number(
      /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) && !one.includes('+') ? `1${digits}` : digits,
    );
    return digits !== '' && Number.isSafeInteger(number) ? [number] : [];
  });
}

/**
 * Adds the called numbers in some data, however deep and however written, in their order. Lists may have 50,000 rows: what is found
 * goes into one set, and no list is made of each row.
 */
export function addCalledNumbers(value: unknown, found: Set<number>): void {
  if (Array.isArray(value)) {
    for (const one of value) addCalledNumbers(one, found);
    return;
  }
  for (const [key, inner] of fieldsOf(value)) {
    if (calledKey.test(key)) addAt(key, inner, found);
    else if (typeof inner === 'object') addCalledNumbers(inner, found);
  }
}

/** Adds the calling numbers in some data, however deep. The store's lists have them as text. */
export function addCallingNumbers(value: unknown, found: Set<number>): void {
  if (Array.isArray(value)) {
    for (const one of value) addCallingNumbers(one, found);
    return;
  }
  for (const [key, inner] of fieldsOf(value)) {
    if (!callingKey.test(key)) {
      if (typeof inner === 'object') addCallingNumbers(inner, found);
      continue;
    }
    for (const one of [inner].flat())
      if (/^\d+$/.test(String(one))) found.add(Number(one));
      else addCallingNumbers(one, found);
  }
}
const callingKey = /^calling_numbers?$/;

function addAt(key: string, value: unknown, found: Set<number>): void {
  if (Array.isArray(value)) for (const one of value) addAt('called_number', one, found);
  else if (typeof value === 'string') for (const number of writtenNumbers(value)) found.add(number);
  else if (typeof value !== 'number') addCalledNumbers(value, found);
  else if (!isCount(key)) found.add(value);
}

const isCount = (key: string) => key.startsWith('called_numbers');

/** Fields of plain data; none of anything else, such as a stream. */
function fieldsOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value);
}

/**
 * JSON in base64, alone or as the parts of a token, as an Identity header holds it: `dest` in it is the called number. By the signature
 * behind it, digits that are missing could be tried. A header in its compact form has the signature alone.
 */
const encoded = /(?:eyJ|eyA|ewo|ew0|ewk)[\w+/=-]{8,}(?:\.[\w+/=-]*)*|\.\.[\w+/=-]{40,}/g;
const hiddenToken = '(hidden: encoded data may hold called numbers)';
/** Places of encoded data in a text. */
export const encodedIn = (text: string): readonly { readonly from: number; readonly to: number }[] =>
  [...text.matchAll(encoded)].map(({ 0: found, index }) => ({ from: index, to: index + found.length }));
/** A text without data in base64 that may hold numbers. */
export const withoutEncoded = (text: string) => text.replaceAll(encoded, hiddenToken);

/** Keys under which data of events holds digests of bytes or rows. Whoever knows all but four digits can try the rest. */
const digests = new Set(['sha256', 'file_sha256', 'hash', 'bytes']);
const digest = /^[0-9a-f]{64}$/;

export interface DataRules {
  readonly redact: Redactor | undefined;
  /** Whether digests may be seen. */
  readonly digests: boolean;
  /** Whether each called number is masked where it stands, and encoded data is left out, whatever `redact` knows. */
  readonly masks: boolean;
}

/** A copy of data as somebody may see it. */
export function redacted(value: unknown, rules: DataRules): unknown {
  const { redact, masks } = rules;
  if (typeof value === 'string') {
    if (redact === undefined || digest.test(value)) return value;
    return redact(masks ? withoutEncoded(value) : value);
  }
  if (Array.isArray(value)) return value.map((one: unknown) => redacted(one, rules));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    fieldsOf(value).flatMap(([key, inner]) => {
      if (digests.has(key) && !rules.digests) return [];
      // Ids are ours: they may look like a number, and are none. A call's id is its switch's.
      if (key.endsWith('_id') && key !== 'call_id') return [[key, inner]];
      if (masks && calledKey.test(key)) return [[key, maskedAt(key, inner, rules)]];
      if (redact !== undefined && /^call(?:ed|ing)_number$/.test(key) && typeof inner === 'number')
        return [[key, redact(String(inner))]];
      return [[key, redacted(inner, rules)]];
    }),
  );
}

function maskedAt(key: string, value: unknown, rules: DataRules): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => maskedAt('called_number', one, rules));
  if (typeof value === 'string') return maskedText(value);
  if (typeof value === 'number') return isCount(key) ? value : masked(value);
  return redacted(value, rules);
}
