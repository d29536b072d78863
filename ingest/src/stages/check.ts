import { hasDigit } from '@ringtrace/enrich/number';
import { damagedNumber, isDamaged } from '@ringtrace/enrich/signalled';
import { batchLimits, type Cdr, type CdrField } from '@ringtrace/schemas/cdr';
import { isProviderId, longestProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import { type Fault, fault } from './fault.ts';
import { latestTime } from './latest-time.ts';

type TextField = { [K in CdrField]: Cdr[K] extends string | null ? K : never }[CdrField];

/** Longest value accepted, in UTF-16 units. */
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
/** Ids that analysts read as whom to ask. */
const providers = ['upstream', 'downstream'] as const;
/** A longer value is a dead letter. */
const strict = ['call_id', 'called_number', ...optional.filter((name) => name !== 'caller_name')] as const;

const uuid = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const country = /^[A-Za-z]{2}$/;
/** Clocks of whole seconds put an end or an answer up to this much outside the call, ms; it is moved to its edge. */
const roundingMs = 1_000;
/** Nobody talks longer than this, ms: a clock was set during the call, or a field is in another unit. */
export const longestCallMs = 31 * 86_400_000;

/**
 * Validates a record and brings it into its canonical form, in place: '' in an optional field is null, codes in their
 * usual case. A withdrawn record is held to the same rules: a correction is always a whole record. A caller is a reason
 * to reject in one case alone: a spreadsheet damaged it (`1.31256E+10`), and the carrier still has the number.
 * @param producedAt the batch's produced_at, ms since 1970.
 */
export function checkRecord(cdr: Cdr, producedAt: number): Fault | undefined {
  return checkTexts(cdr) ?? checkTimes(cdr, producedAt) ?? checkCodes(cdr);
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

/** What the caller's side decides is cut to length, by whole characters: a caller is never a reason to reject. */
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
  // 0: the switch wrote no cause. Losing the attempt would cost more than not knowing how it ended.
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
