import { normaliseNumber } from '@ringtrace/enrich/number';
import { numberForm } from '@ringtrace/enrich/number-form';
import type { Reference } from '@ringtrace/enrich/reference';
import type { Cdr } from '@ringtrace/schemas/cdr';

/** Seconds with three decimals. ClickHouse parses this form of a DateTime64 fastest. */
const time = (ms: number) => (ms / 1_000).toFixed(3);

/** A checked record as a row of cdr_store for JSONEachRow. A column that is left out takes its default. */
export function rowOf(carrier: string, cdr: Cdr, reference: Reference) {
  const calling_number = normaliseNumber(cdr.calling_number);
  const called_number = normaliseNumber(cdr.called_number);
  const calling = reference.numberFacts(calling_number);
  const called = reference.numberFacts(called_number);
  const callingForm = numberForm(cdr.calling_number, calling_number);
  const calledForm = numberForm(cdr.called_number, called_number);
  return {
    carrier,
    start_time: time(cdr.start_time),
    call_id: cdr.call_id,
    ver: cdr.revision,
    revision: cdr.revision,
    withdrawn: cdr.withdrawn,
    answer_time: cdr.answer_time === null ? null : time(cdr.answer_time),
    end_time: time(cdr.end_time),
    calling_number_form: callingForm,
    calling_number_raw: callingForm === 'other' ? cdr.calling_number : '',
    called_number_form: calledForm,
    called_number_raw: calledForm === 'other' ? cdr.called_number : '',
    calling_number,
    called_number,
    upstream: cdr.upstream ?? '',
    downstream: cdr.downstream ?? '',
    ingress_trunk: cdr.ingress_trunk ?? '',
    egress_trunk: cdr.egress_trunk ?? '',
    customer: cdr.customer ?? '',
    sip_code: cdr.sip_code,
    attestation: cdr.attestation ?? '',
    origid: cdr.origid ?? undefined,
    signer_ocn: cdr.signer_ocn ?? '',
    verstat: cdr.verstat,
    ingress_country: cdr.ingress_country ?? '',
    caller_name: cdr.caller_name ?? '',
    calling_valid: calling.valid,
    calling_region: calling.region,
    calling_line_type: calling.lineType,
    called_valid: called.valid,
    called_region: called.region,
    called_line_type: called.lineType,
    neighbor_spoof: reference.isNeighbor(calling_number, called_number),
    dno: reference.isDno(calling_number),
    upstream_rmd: cdr.upstream === null ? '' : reference.rmdOf(cdr.upstream),
    signer: cdr.signer_ocn === null ? '' : (reference.providerOfOcn(cdr.signer_ocn)?.provider_id ?? ''),
    reference_version: reference.version,
  };
}
