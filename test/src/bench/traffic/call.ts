import { areas } from '@ringtrace/simulator/areas';
import { customers, someProvider } from './network.ts';
import { busyLines, busyNumber, holderOf, lineIn } from './numbers.ts';
import type { Words } from './words.ts';

/** The forms in which a number is signalled. In the forms of the North American plan, ten digits follow. */
export const forms = ['+1', '1', '', '+44', 'anonymous', 'short'] as const;
const plus = 0;
const one = 1;
const national = 2;
const foreign = 3;
const withheld = 4;
const short = 5;

export interface Party {
  /** Index into `forms`. */
  form: number;
  /** Ten digits, or a short code. Unused where the number is withheld. */
  number: number;
}

/** A call, and the providers that carried it. One object is used for all calls. */
export interface Call {
  /** Milliseconds since 1970. */
  start: number;
  ringMs: number;
  /** Milliseconds from answer to end; -1 = not answered. */
  talkMs: number;
  sipCode: number;
  readonly calling: Party;
  readonly called: Party;
  /** The providers, from the caller's to the called party's. */
  readonly path: number[];
  /** The caller, as one of the customers of the first provider. */
  customer: number;
  /** 0 to 2 for A to C; -1 = not signed. */
  attestation: number;
  /** The origid, a UUID of four words. */
  readonly origid: Uint32Array;
  verstatFailed: boolean;
  /** Index of the caller's name; -1 = none. */
  name: number;
}

export const emptyCall = (): Call => ({
  start: 0,
  ringMs: 0,
  talkMs: -1,
  sipCode: 200,
  calling: { form: 0, number: 0 },
  called: { form: 0, number: 0 },
  path: [],
  customer: 0,
  attestation: -1,
  origid: new Uint32Array(4),
  verstatFailed: false,
  name: -1,
});

export const callerNames = 500;
export const longestPath = 5;

/** The final responses of a hundred attempts. */
const outcomes = [
  ...Array(62).fill(200),
  ...Array(15).fill(487),
  ...Array(8).fill(480),
  ...Array(6).fill(486),
  ...Array(4).fill(404),
  ...Array(3).fill(603),
  ...Array(2).fill(503),
];

/** Draws the next call into `call`. `start` is in ms since 1970. */
export function drawCall(call: Call, start: number, words: Words): void {
  call.start = start;
  const busy = words.below(100) < 8 ? words.below(busyLines) : -1;
  const own = drawNumbers(call, busy, words);
  call.customer = own % customers;
  drawPath(call.path, holderOf(own), words);
  drawOutcome(call, words);
  drawSignature(call, words);
  call.name = words.below(100) < 30 ? words.below(callerNames) : -1;
}

/** Returns the caller's own number, whatever the call shows. */
function drawNumbers({ calling, called }: Call, busy: number, words: Words): number {
  const area = words.below(areas.length);
  const form = words.below(100);
  const usual = form < 60 ? plus : form < 75 ? one : national;
  called.form = usual;
  called.number = lineIn(area, words);
  calling.form = usual;
  const own =
    busy < 0 ? lineIn(words.below(10) < 6 ? area : words.below(areas.length), words) : busyNumber(busy);
  calling.number = own;
  const odd = words.below(1_000);
  if (odd < 7) calling.form = withheld;
  else if (odd < 27) calling.form = foreign;
  // This area code does not exist.
  else if (odd < 40) calling.number = 1_230_000_000 + words.below(1e7);
  else if (odd < 44) {
    called.form = short;
    called.number = odd < 42 ? 911 : 611;
  }
  return own;
}

/** Two to five different providers. */
function drawPath(path: number[], first: number, words: Words): void {
  const length = 2 + words.below(longestPath - 1);
  path.length = 0;
  path.push(first);
  while (path.length < length) {
    const next = someProvider(words);
    if (!path.includes(next)) path.push(next);
  }
}

function drawOutcome(call: Call, words: Words): void {
  call.sipCode = outcomes[words.below(outcomes.length)] ?? 200;
  call.ringMs = 1_000 + words.below(20_000);
  if (call.sipCode !== 200) call.talkMs = -1;
  else if (words.below(100) < 12) call.talkMs = 500 + words.below(5_500);
  else call.talkMs = Math.floor(-Math.log(1 - words.fraction()) * 110_000);
}

/** Half the calls are signed. */
function drawSignature(call: Call, words: Words): void {
  const kind = words.below(100);
  call.attestation = kind >= 50 ? -1 : kind < 30 ? 0 : kind < 40 ? 1 : 2;
  if (call.attestation < 0) return;
  for (let i = 0; i < 4; i += 1) call.origid[i] = words.next();
  call.verstatFailed = words.below(100) < 3;
}
