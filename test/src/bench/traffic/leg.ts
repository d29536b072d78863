import { batchLimits } from '@ringtrace/schemas/cdr';
import { type Call, callerNames, forms, longestPath, type Party } from './call.ts';
import { customers, customerTrunk, texts, trunkTo } from './network.ts';
import { avroText, type Output } from './output.ts';
import type { Words } from './words.ts';

const none = 0;
const some = 2;
const hopDelayMs = 35;

const attestations = ['A', 'B', 'C'].map(avroText);
const verdicts = { passed: avroText('passed'), failed: avroText('failed'), none: avroText('none') };
const names = Array.from({ length: callerNames }, (_, i) => avroText(`CALLER NAME ${i}`));
const prefixes = forms.map((form) => Buffer.from(form));
const anonymous = avroText('anonymous');
const shortDigits = 3;
const nationalDigits = 10;

/** The faults that make a record a dead letter, as real switches make them. */
const faults = [
  'no digit called',
  'no call_id',
  'a clock never set',
  'end before start',
  'answer after end',
  'Q.850 cause for a SIP code',
  'attestation D',
  'no UUID',
  'a long verstat',
  'ISO 3166 alpha-3',
] as const;
type Fault = (typeof faults)[number];

/** One record in a hundred is bad. */
const badOneIn = 100;
/** What is wrong with the next record; mostly nothing. */
export const someFault = (words: Words): Fault | undefined =>
  words.below(badOneIn) === 0 ? faults[words.below(faults.length)] : undefined;

const wrong = {
  attestation: avroText('D'),
  origid: avroText('not-a-uuid'),
  verstat: avroText('No-TN-Validation'),
  country: avroText('USA'),
};

/** The longest record there can be, bytes. */
export const longestRecord = 300;

/** When every provider on the path has seen the call end, ms since 1970. */
export const lastMoment = ({ start, ringMs, talkMs }: Call) =>
  start + longestPath * hopDelayMs + ringMs + Math.max(0, talkMs);

/** Writes the record of one provider on a call's path. The fields have the order of the schema. */
export function writeLeg(out: Output, call: Call, hop: number, fault: Fault | undefined, words: Words): void {
  const { path, customer } = call;
  const own = path[hop] ?? 0;
  if (fault === 'no call_id') out.byte(none);
  else out.uuid(words.next(), words.next(), words.next(), words.next());
  // revision, withdrawn
  out.byte(0);
  out.byte(0);
  writeTimes(out, call, hop, fault);
  writeParty(out, call.calling);
  if (fault === 'no digit called') out.copy(anonymous);
  else writeParty(out, call.called);
  writeRoute(out, { own, from: path[hop - 1], to: path[hop + 1], customer }, words);
  out.long(fault === 'Q.850 cause for a SIP code' ? 16 : call.sipCode);
  writeSignature(out, call, fault);
  // identity
  out.byte(none);
  optional(out, fault === 'ISO 3166 alpha-3' ? wrong.country : undefined);
  optional(out, names[call.name]);
}

function writeTimes(out: Output, call: Call, hop: number, fault: Fault | undefined): void {
  const start = call.start + hop * hopDelayMs;
  const answer = start + call.ringMs;
  const end = answer + Math.max(0, call.talkMs);
  if (fault === 'a clock never set') out.long(batchLimits.earliestStart - 1);
  else out.time(start);
  if (call.talkMs < 0 && fault !== 'answer after end') out.byte(none);
  else {
    out.byte(some);
    out.time(fault === 'answer after end' ? end + 60_000 : answer);
  }
  out.time(fault === 'end before start' ? start - 60_000 : end);
}

function writeParty(out: Output, { form, number }: Party): void {
  const kind = forms[form];
  if (kind === 'anonymous') {
    out.copy(anonymous);
    return;
  }
  if (kind === 'short') {
    out.byte(2 * shortDigits);
    for (const scale of [100, 10, 1]) out.byte(48 + (Math.floor(number / scale) % 10));
    return;
  }
  const prefix = prefixes[form] ?? anonymous;
  out.byte(2 * (prefix.length + nationalDigits));
  out.copy(prefix);
  out.tenDigits(number);
}

function optional(out: Output, text: Uint8Array | undefined): void {
  out.byte(text === undefined ? none : some);
  if (text !== undefined) out.copy(text);
}

interface Route {
  readonly own: number;
  /** undefined = the caller is a customer. */
  readonly from: number | undefined;
  /** undefined = the called party is a customer. */
  readonly to: number | undefined;
  /** The caller, as a customer of the first provider. */
  readonly customer: number;
}

/** upstream, downstream, ingress_trunk, egress_trunk, customer */
function writeRoute(out: Output, { own, from, to, customer }: Route, words: Words): void {
  optional(out, texts.providers[from ?? own]);
  optional(out, texts.providers[to ?? own]);
  optional(out, texts.trunks[from === undefined ? customerTrunk(own, customer) : trunkTo(own, from)]);
  const called = words.below(customers);
  optional(out, texts.trunks[to === undefined ? customerTrunk(own, called) : trunkTo(own, to)]);
  optional(out, from === undefined ? texts.customers[own * customers + customer] : undefined);
}

/** attestation, origid, signer_ocn, verstat */
function writeSignature(out: Output, call: Call, fault: Fault | undefined): void {
  const signed = call.attestation >= 0;
  optional(out, fault === 'attestation D' ? wrong.attestation : attestations[call.attestation]);
  if (fault === 'no UUID') optional(out, wrong.origid);
  else if (signed) {
    const [a = 0, b = 0, c = 0, d = 0] = call.origid;
    out.byte(some);
    out.uuid(a, b, c, d);
  } else out.byte(none);
  optional(out, signed ? texts.ocns[call.path[0] ?? 0] : undefined);
  const verdict = call.verstatFailed ? verdicts.failed : verdicts.passed;
  out.copy(fault === 'a long verstat' ? wrong.verstat : signed ? verdict : verdicts.none);
}
