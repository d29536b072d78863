import { encodedIn, withoutEncoded } from '@ringtrace/cases/refer/numbers';
import { visible } from '@ringtrace/platform/visible';

/** Bytes of a dead letter that are shown: a whole message may have a megabyte. */
export const mostShown = 4_096;
const inLine = 16;
/** So many digits may be a telephone number. */
const fewestDigits = 7;
/** Between two digits of one number stand this many other characters at most, and no letter. */
const mostBetween = 2;

export interface ShownBytes {
  /** Bytes in all. */
  readonly bytes: number;
  /** Of these, bytes that are shown. */
  readonly shown: number;
  /** As UTF-8; what can't be read so is written as `\xNN`. Digits of numbers, and encoded data, are '#', unless they are shown in full. */
  readonly text: string;
  /** 16 bytes a line, in hex; those of masked digits are '##'. */
  readonly hex: readonly string[];
}

interface Unit {
  readonly at: number;
  readonly length: number;
  /** '' where the bytes are no UTF-8. */
  readonly character: string;
}

/** The characters of some bytes; a byte that begins none stands alone. */
function unitsOf(bytes: Uint8Array): Unit[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const read = (at: number, length: number): string | undefined => {
    if (at + length > bytes.length) return undefined;
    try {
      return decoder.decode(bytes.subarray(at, at + length));
    } catch {
      return undefined;
    }
  };
  const units: Unit[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = read(at, length);
    units.push(character === undefined ? { at, length: 1, character: '' } : { at, length, character });
    at += character === undefined ? 1 : length;
  }
  return units;
}

/** Places of the units that are encoded data: a token in it holds the called number in base64. */
function encodedPlaces(bytes: Uint8Array): Set<number> {
  const places = encodedIn(Buffer.from(bytes).toString('latin1'));
  return new Set(places.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
}

/** Places of the units that may be digits of a telephone number, whatever separates them. */
function digitsOfNumbers(units: readonly Unit[]): Set<number> {
  const found = new Set<number>();
  let run: number[] = [];
  const end = () => {
    if (run.length >= fewestDigits) for (const place of run) found.add(place);
    run = [];
  };
  for (const [place, { character }] of units.entries()) {
    if (/\p{Nd}/u.test(character)) run.push(place);
    else if (/[\p{L}\p{M}]/u.test(character) || place - (run.at(-1) ?? place) > mostBetween) end();
  }
  end();
  return found;
}

/** Bytes for a person to look at. */
export function shownBytes(bytes: Uint8Array, inFull: boolean): ShownBytes {
  const some = bytes.subarray(0, mostShown);
  const units = unitsOf(some);
  const hidden = inFull ? new Set<number>() : digitsOfNumbers(units);
  const encoded = inFull ? new Set<number>() : encodedPlaces(some);
  const hex = Array.from(some, (byte) => byte.toString(16).padStart(2, '0'));
  const text = units.map(({ at, length, character }, place) => {
    if (!hidden.has(place) && !encoded.has(at))
      return character === '' ? `\\x${hex[at] ?? ''}` : visible(character);
    hex.fill('##', at, at + length);
    return '#';
  });
  const lines = Array.from({ length: Math.ceil(hex.length / inLine) }, (_, i) =>
    hex.slice(i * inLine, (i + 1) * inLine).join(' '),
  );
  return { bytes: bytes.length, shown: some.length, text: text.join(''), hex: lines };
}

/** Moments are no numbers, and a text about a time says nothing without it. */
const moments = /((?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?)/;

/** A text in which digits of telephone numbers are '#', and which holds no encoded data. */
export const withoutNumbers = (text: string): string =>
  withoutEncoded(text)
    .split(moments)
    .map((part, i) => (i % 2 === 1 ? part : hiddenDigitsIn(part)))
    .join('');

function hiddenDigitsIn(text: string): string {
  const units = [...text].map((character, at): Unit => ({ at, length: 1, character }));
  const hidden = digitsOfNumbers(units);
  return units.map(({ character }, place) => (hidden.has(place) ? '#' : character)).join('');
}
