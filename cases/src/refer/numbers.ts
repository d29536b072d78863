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

/** At least so many digits, with no more between two of them than a way of writing numbers has: any dash or space, dots, and characters without width. */
const runOf = (least: number) =>
  new RegExp(`\\d(?:[\\s().\\p{Pd}\\p{Cf}−·•/+]{0,3}\\d){${Math.max(0, least - 1)},}`, 'gu');
/** A day at the beginning of a run is no part of a number. */
const day = /^(?:19|20)\d\d-\d\d-\d\d(?!\d)/;

/** Both ways in which a North American number is written; a number of another country has one. */
const waysOf = (number: number) => {
  const digits = String(number);
  return /^1\d{10}$/.test(digits) ? [digits, digits.slice(1)] : [digits];
};

/** The redactor for some numbers. It hides too much rather than too little. */
export function redactor({ hide, show }: HiddenNumbers): Redactor {
  const hidden = new Set([...hide].flatMap(waysOf));
  const shown = show === undefined ? undefined : new Set([...show].flatMap(waysOf));
  const lengths = [...new Set([...hidden].map(({ length }) => length))];
  // Most digits in texts are of dates and hashes: runs that are too short for any number are not looked at.
  const least = Math.min(...lengths, ...(shown === undefined ? [] : [fewestDigits]));
  if (least === Number.POSITIVE_INFINITY) return (text) => text;
  const run = runOf(least);
  return (text) =>
    text.replace(run, (found, at: number) => {
      const start = day.exec(found)?.[0].length ?? 0;
      const rest = found.slice(start);
      return found.slice(0, start) + hideIn(rest, text[at - 1] === '+' && start === 0);
    });

  function hideIn(found: string, plus: boolean): string {
    const places = placesOfDigits(found);
    const digits = places.map((i) => found[i]).join('');
    const gone = new Set<number>();
    const hideEnd = (end: number) => {
      for (let i = Math.max(0, end - hiddenDigits); i < end; i += 1) gone.add(places[i] ?? -1);
    };
    for (const length of lengths)
      for (let from = 0; from + length <= digits.length; from += 1)
        if (hidden.has(digits.slice(from, from + length))) hideEnd(from + length);
    if (shown?.has(digits) === false && looksLikeNumber(digits, plus)) hideEnd(digits.length);
    if (gone.size === 0) return found;
    return Array.from({ length: found.length }, (_, i) => (gone.has(i) ? 'x' : found[i])).join('');
  }
}

/** Places of the digits in a text, in code units. */
function placesOfDigits(text: string): number[] {
  const places: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) places.push(i);
  }
  return places;
}

/** No telephone number is shorter, country code included. */
const fewestDigits = 7;

/** Ten digits, eleven with the country code 1, or any international number behind a plus sign. */
const looksLikeNumber = (digits: string, plus: boolean) =>
  plus ? digits.length >= fewestDigits && digits.length <= 15 : /^1?\d{10}$/.test(digits);

/** Keys under which data of events holds digests of bytes or rows. Whoever knows all but four digits can try the rest. */
const digests = new Set(['sha256', 'file_sha256', 'hash', 'bytes']);

export interface DataRules {
  readonly redact: Redactor | undefined;
  /** Whether digests may be seen. */
  readonly digests: boolean;
}

/** A copy of an event's data as a profile shows it. */
export function redacted(value: unknown, rules: DataRules): unknown {
  const { redact } = rules;
  if (typeof value === 'string') return redact === undefined ? value : redact(value);
  if (Array.isArray(value)) return value.map((one: unknown) => redacted(one, rules));
  if (typeof value !== 'object' || value === null) return value;
  const shown: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (digests.has(key) && !rules.digests) continue;
    // Ids are ours: they may look like a number, and are none.
    if (key.endsWith('_id')) shown.push([key, inner]);
    else if (redact !== undefined && typeof inner === 'number' && /^call(?:ed|ing)_number$/.test(key))
      shown.push([key, redact(String(inner))]);
    else shown.push([key, redacted(inner, rules)]);
  }
  return Object.fromEntries(shown);
}
