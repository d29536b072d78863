import { readNumbers } from '@ringtrace/enrich/number-form';
import type { Reference, RmdStatus } from '@ringtrace/enrich/reference';
import type { CdrColumns, Spans } from '@ringtrace/platform/avro/cdr-columns';
import type { Scratch } from '@ringtrace/platform/scratch';
import type { RowsOf } from '@ringtrace/schemas/table';
import { type cdrStore, rmdStates, verstats } from '@ringtrace/schemas/tables/cdr';
import type { PlainRecords } from './check-columns.ts';
import { TextFacts } from './text-facts.ts';
import { versionsOf } from './version.ts';

/** Rows of `cdr_store` as columns; only those in `rows` of the records they come from are filled in. */
export type CdrRows = RowsOf<typeof cdrStore>;

/** `enrichRecord` over the plain records of a message. */
export function enrichColumns(carrier: string, plain: PlainRecords, reference: Reference): CdrRows {
  const { columns, rows } = plain;
  const { scratch, view, size, numbers, texts } = columns;
  const text = ({ start, end }: Spans) => ({ view, start, end });
  const calling = readNumbers(view, texts.calling_number, rows, scratch);
  const called = readNumbers(view, texts.called_number, rows, scratch);
  const callingFacts = factsOf(calling.numbers, rows, reference, scratch);
  const calledFacts = factsOf(called.numbers, rows, reference, scratch);
  const providers = providersOf(reference);
  return {
    carrier: { codes: scratch.uint8(size), texts: [carrier] },
    start_time: numbers.start_time,
    call_id: text(texts.call_id),
    ver: versionsOf(columns, rows),
    revision: numbers.revision,
    withdrawn: numbers.withdrawn,
    answer_time: {
      nulls: flags(scratch, size, rows, (row) => Number.isNaN(numbers.answer_time[row])),
      values: numbers.answer_time,
    },
    end_time: numbers.end_time,
    calling_number_form: calling.forms,
    calling_number_raw: { view, start: calling.rawStart, end: texts.calling_number.end },
    called_number_form: called.forms,
    called_number_raw: { view, start: called.rawStart, end: texts.called_number.end },
    calling_number: calling.numbers,
    called_number: called.numbers,
    upstream: text(texts.upstream),
    downstream: text(texts.downstream),
    ingress_trunk: text(texts.ingress_trunk),
    egress_trunk: text(texts.egress_trunk),
    customer: text(texts.customer),
    sip_code: numbers.sip_code,
    attestation: attestationsOf(columns, rows),
    origid: plain.origids,
    signer_ocn: text(texts.signer_ocn),
    verstat: verstatsOf(columns, rows),
    ingress_country: text(texts.ingress_country),
    caller_name: text(texts.caller_name),
    calling_valid: callingFacts.valid,
    calling_region: callingFacts.region,
    calling_ocn: callingFacts.ocn,
    calling_line_type: callingFacts.lineType,
    called_valid: calledFacts.valid,
    called_region: calledFacts.region,
    called_ocn: calledFacts.ocn,
    called_line_type: calledFacts.lineType,
    neighbor_spoof: flags(scratch, size, rows, (row) =>
      reference.isNeighbor(calling.numbers[row] ?? 0, called.numbers[row] ?? 0),
    ),
    dno: flags(scratch, size, rows, (row) => reference.isDno(calling.numbers[row] ?? 0)),
    upstream_rmd: pick(scratch, providers.rmd.known, providers.rmd.idsOf(columns, texts.upstream, rows)),
    signer: { codes: providers.signer.idsOf(columns, texts.signer_ocn, rows), texts: providers.signer.known },
    reference_version: scratch.uint32(size).fill(reference.version),
  };
}

function factsOf(numbers: Float64Array, rows: Int32Array, { numbers: lookups }: Reference, scratch: Scratch) {
  const { plan, ocn, lineType } = lookups.columns(numbers, rows, scratch);
  return {
    valid: flags(scratch, numbers.length, rows, (row) => lookups.plans[plan[row] ?? 0]?.valid === true),
    region: { codes: plan, texts: lookups.regions },
    ocn: { codes: ocn, texts: lookups.ocns },
    lineType: { codes: lineType, texts: lookups.lineTypes },
  };
}

/** Places in `attestations`: `checkColumns` left nothing but no text, A, B and C. */
function attestationsOf({ scratch, view, size, texts }: CdrColumns, rows: Int32Array): Uint8Array {
  const { start } = texts.attestation;
  const places = scratch.uint8(size);
  for (const row of rows) {
    const from = start[row] ?? -1;
    if (from >= 0) places[row] = view.getUint8(from) - beforeA;
  }
  return places;
}
const beforeA = 64;

/** Places in `verstats`, which differ in their first letter. */
function verstatsOf({ scratch, view, size, texts }: CdrColumns, rows: Int32Array): Uint8Array {
  const { start } = texts.verstat;
  const places = scratch.uint8(size);
  for (const row of rows) places[row] = verstatOf[view.getUint8(start[row] ?? 0)] ?? 0;
  return places;
}
const verstatOf = new Uint8Array(256);
for (const [place, name] of verstats.entries()) verstatOf[name.charCodeAt(0)] = place;

function pick(scratch: Scratch, values: readonly number[], places: Int32Array): Uint8Array {
  const picked = scratch.uint8(places.length);
  for (const [i, place] of places.entries()) picked[i] = values[place] ?? 0;
  return picked;
}

function flags(
  scratch: Scratch,
  size: number,
  rows: Int32Array,
  holds: (row: number) => boolean,
): Uint8Array {
  const column = scratch.uint8(size);
  for (const row of rows) if (holds(row)) column[row] = 1;
  return column;
}

const rmdPlace = (state: RmdStatus | '') => rmdStates.indexOf(state);

const providerFacts = new WeakMap<Reference, { rmd: TextFacts<number>; signer: TextFacts<string> }>();

/** What is known of providers under one version of the reference data. */
function providersOf(reference: Reference) {
  let facts = providerFacts.get(reference);
  if (facts === undefined) {
    facts = {
      rmd: new TextFacts((id) => rmdPlace(reference.rmdOf(id)), 0),
      signer: new TextFacts((ocn) => reference.providerOfOcn(ocn)?.provider_id ?? '', ''),
    };
    providerFacts.set(reference, facts);
  }
  return facts;
}
