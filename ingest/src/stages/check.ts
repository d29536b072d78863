import { hasDigit } from '@ringtrace/enrich/number';
import { damagedNumber, isDamaged } from '@ringtrace/enrich/signalled';
import { batchLimits, type Cdr, type CdrField } from '@ringtrace/schemas/cdr';
import { dayMs } from '@ringtrace/schemas/durations';
import { isProviderId, longestProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import { type Fault, fault } from './fault.ts';
import { latestTime } from './latest-time.ts';

type TextField = { [K in CdrField]: Cdr[K] extends string | null ? K : never }[CdrField];

/** Longest value accepted in each text field, in UTF-16 units. */
export const longest = {
  call_id: 256,
  calling_number: 256,
  called_number: 256,
  upstream: longestProviderId,
  downstream: longestProviderId,
  ingress_trunk: 128,
  egress_trunk: 128,
  customer: 128,
  attestation: 1,
  origid: 36,
  signer_ocn: 32,
  verstat: 6,
  identity: 16_384,
  ingress_country: 2,
  caller_name: 256,
} as const satisfies Record<TextField, number>;

const optional = [
  'upstream',
  'downstream',
  'ingress_trunk',
  'egress_trunk',
  'customer',
  'attestation',
  'origid',
  'signer_ocn',
  'identity',
  'ingress_country',
  'caller_name',
] as const;
/** Fields with a provider id. Analysts read in them which provider to ask. */
const providers = ['upstream', 'downstream'] as const;
/** Fields in which a longer value makes the record a dead letter. Other fields are cut. */
const strict = ['call_id', 'called_number', ...optional.filter((name) => name !== 'caller_name')] as const;

const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const country = /^[A-Za-z]{2}$/;
/**
 * Switches that write whole seconds can put an answer or an end this far outside the call, ms. Such a time is moved to
 * the call's start or end.
 */
const roundingMs = 1_000;
/** No call lasts longer than this, ms. A longer one means that a clock was set, or that a field is in another unit. */
export const longestCallMs = 31 * dayMs;

/**
 * Checks a record and brings it into canonical form, changing `cdr` itself: '' in an optional field becomes null, codes
 * get their usual case. A withdrawn record must pass the same checks, because a correction is always a whole record.
 * An odd calling number is no reason to refuse a record, with one exception: a number that a spreadsheet damaged
 * (`1.31256E+10`). The carrier still has the right number and can send it.
 * @param producedAt the batch's produced_at, ms since 1970.
 * @param acceptedFrom records that start before it are refused, ms since 1970: the horizon of retention.
 * @returns the fault; undefined where the record is accepted.
 */
export function checkRecord(cdr: Cdr, producedAt: number, acceptedFrom = 0): Fault | undefined {
  return (
    checkTexts(cdr) ??
    checkTimes(cdr, producedAt) ??
    checkCodes(cdr) ??
    checkAge(cdr.start_time, acceptedFrom)
  );
}

/** Last, so that a record with a fault of its own has this fault whenever it comes. */
function checkAge(startTime: number, acceptedFrom: number): Fault | undefined {
  return startTime >= acceptedFrom
    ? undefined
    : fault(
        'start_time',
        'past_retention',
        `before ${dayOf(acceptedFrom)}, the horizon of retention: CDRs of that time are not kept any more`,
      );
}

function checkTexts(cdr: Cdr): Fault | undefined {
  for (const name of optional) if (cdr[name] === '') cdr[name] = null;
  cdr.calling_number = cut(cdr.calling_number, longest.calling_number);
  cdr.caller_name = cdr.caller_name === null ? null : cut(cdr.caller_name, longest.caller_name);
  for (const name of strict) {
    const length = cdr[name]?.length ?? 0;
    if (length > longest[name])
      return fault(name, 'too_long', `${length} characters; at most ${longest[name]}`);
  }
  if (cdr.call_id === '') return fault('call_id', 'missing', 'a leg without an id has no identity');
  for (const name of providers) {
    const id = cdr[name];
    if (id !== null && !isProviderId(id))
      return fault(name, 'invalid_field', `not a provider id: ${providerIdRule}`);
  }
  if (!hasDigit(cdr.called_number)) return fault('called_number', 'invalid_field', 'no digit');
  for (const name of ['calling_number', 'called_number'] as const) {
    if (isDamaged(cdr[name])) return fault(name, 'invalid_field', damagedNumber);
  }
  return undefined;
}

/** Cuts a text that the caller chooses, between whole characters. A long one is no reason to refuse the record. */
function cut(value: string, length: number): string {
  return value.length > length ? value.slice(0, length).toWellFormed() : value;
}

function checkTimes(cdr: Cdr, producedAt: number): Fault | undefined {
  if (cdr.start_time < batchLimits.earliestStart)
    return fault('start_time', 'out_of_range', 'before the year 2000');
  for (const name of ['start_time', 'answer_time', 'end_time'] as const) {
    if ((cdr[name] ?? 0) >= latestTime)
      return fault(name, 'out_of_range', 'in the year 2100 or later; milliseconds since 1970');
  }
  if (cdr.start_time > producedAt + batchLimits.futureMs) {
    return fault('start_time', 'out_of_range', 'more than 5 minutes after produced_at');
  }
  if (cdr.end_time < cdr.start_time - roundingMs)
    return fault('end_time', 'out_of_range', 'before start_time');
  if (cdr.end_time > cdr.start_time + longestCallMs) {
    return fault('end_time', 'out_of_range', 'more than 31 days after start_time');
  }
  cdr.end_time = Math.max(cdr.end_time, cdr.start_time);
  if (cdr.answer_time === null) return undefined;
  if (cdr.answer_time < cdr.start_time - roundingMs || cdr.answer_time > cdr.end_time + roundingMs) {
    return fault('answer_time', 'out_of_range', 'outside start_time to end_time');
  }
  cdr.answer_time = Math.min(Math.max(cdr.answer_time, cdr.start_time), cdr.end_time);
  return undefined;
}

function checkCodes(cdr: Cdr): Fault | undefined {
  if (cdr.revision < 0 || cdr.revision > 255)
    return fault('revision', 'out_of_range', `${cdr.revision}; 0 to 255`);
  // 0 means that the switch wrote no cause. It is accepted: a call of unknown outcome is worth more than no record.
  if (cdr.sip_code !== 0 && (cdr.sip_code < 100 || cdr.sip_code > 699)) {
    return fault('sip_code', 'out_of_range', `${cdr.sip_code}; 100 to 699, or 0 where the switch wrote none`);
  }
  if (cdr.attestation !== null && !['A', 'B', 'C'].includes(cdr.attestation)) {
    return fault('attestation', 'invalid_field', 'A, B or C');
  }
  if (cdr.verstat === '') cdr.verstat = 'none';
  if (!['passed', 'failed', 'none'].includes(cdr.verstat)) {
    return fault('verstat', 'invalid_field', 'passed, failed or none');
  }
  if (cdr.origid !== null && !uuid.test(cdr.origid)) return fault('origid', 'invalid_field', 'not a UUID');
  if (cdr.ingress_country !== null && !country.test(cdr.ingress_country)) {
    return fault('ingress_country', 'invalid_field', 'not two letters (ISO 3166)');
  }
  cdr.origid = cdr.origid?.toLowerCase() ?? null;
  cdr.ingress_country = cdr.ingress_country?.toUpperCase() ?? null;
  return undefined;
}

/** A recount knows that a record was too old, and not by which horizon. */
const dayOf = (time: number) =>
  Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : 'an earlier horizon';
