import { normaliseNumber } from '@ringtrace/enrich/number';
import { numberForm } from '@ringtrace/enrich/number-form';
import type { Reference } from '@ringtrace/enrich/reference';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { callerOf } from './caller.ts';
import { asReceived, type Signature } from './signature.ts';
import { versionOf } from './version.ts';

/**
 * Turns an accepted CDR into a row of `cdr_store`: numbers as E.164 digits, and the facts of the reference data that
 * are in force at its start_time.
 */
export function enrichRecord(
  carrier: string,
  cdr: Cdr,
  reference: Reference,
  signature: Signature = asReceived(cdr),
): CdrRow {
  const calling_number = callerOf(cdr);
  const called_number = normaliseNumber(cdr.called_number);
  const callingForm = numberForm(cdr.calling_number, calling_number);
  const calledForm = numberForm(cdr.called_number, called_number);
  const calling = reference.numberFacts(calling_number);
  const called = reference.numberFacts(called_number);
  const { attestation, signer_ocn } = signature;
  const upstream = cdr.upstream ?? '';
  const ingress_country = cdr.ingress_country ?? '';
  const signerNumber = signer_ocn === null ? 0 : reference.providerNumber(signer_ocn);
  const signer = reference.providerIds[signerNumber] ?? '';
  const holder = reference.providerNumber(calling.ocn);
  return {
    carrier,
    start_time: cdr.start_time,
    call_id: cdr.call_id,
    ver: versionOf(cdr),
    revision: cdr.revision,
    withdrawn: cdr.withdrawn,
    answer_time: cdr.answer_time,
    end_time: cdr.end_time,
    calling_number_form: callingForm,
    calling_number_raw: callingForm === 'other' ? cdr.calling_number : '',
    called_number_form: calledForm,
    called_number_raw: calledForm === 'other' ? cdr.called_number : '',
    calling_number,
    called_number,
    upstream,
    downstream: cdr.downstream ?? '',
    ingress_trunk: cdr.ingress_trunk ?? '',
    egress_trunk: cdr.egress_trunk ?? '',
    customer: cdr.customer ?? '',
    sip_code: cdr.sip_code,
    attestation: attestation ?? '',
    origid: signature.origid,
    signer_ocn: signer_ocn ?? '',
    verstat: signature.verstat,
    identity_fault: signature.identity_fault,
    ingress_country,
    caller_name: cdr.caller_name ?? '',
    calling_valid: calling.valid,
    calling_assigned: calling.assigned,
    calling_region: calling.region,
    calling_ocn: calling.ocn,
    calling_line_type: calling.lineType,
    called_valid: called.valid,
    called_assigned: called.assigned,
    called_region: called.region,
    called_ocn: called.ocn,
    called_line_type: called.lineType,
    neighbor_spoof: reference.isNeighbor(calling_number, called_number),
    dno: reference.isDno(calling_number),
    upstream_rmd: reference.rmdOf(upstream),
    signer,
    signer_rmd: reference.rmdOf(signer),
    improper_attestation:
      attestation === 'A' && reference.isImproper(calling_number, { ...calling, holder }, signerNumber),
    foreign_entry: reference.isForeignEntry(carrier, upstream, ingress_country),
    called_local_hour: reference.localHour(called_number, cdr.start_time),
    reference_version: reference.version,
  };
}
