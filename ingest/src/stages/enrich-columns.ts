import { foreignCaller } from '@ringtrace/enrich/foreign-caller';
import { readNumbers, type SignalledNumbers } from '@ringtrace/enrich/number-form';
import type { Reference } from '@ringtrace/enrich/reference';
import type { CdrColumns, Spans } from '@ringtrace/platform/avro/cdr-columns';
import type { RowsOf } from '@ringtrace/schemas/table';
import {
  assignments,
  attestations,
  type cdrStore,
  numberForms,
  verstats,
} from '@ringtrace/schemas/tables/cdr';
import type { PlainRecords } from './check-columns.ts';
import { abroad, providersOf, rmdIn } from './provider-facts.ts';
import { versionsOf } from './version.ts';

/** Rows of `cdr_store` as columns; only those in `rows` of the records they come from are filled in. */
export type CdrRows = RowsOf<typeof cdrStore>;

/** `enrichRecord` over the plain records of a message. */
export function enrichColumns(carrier: string, plain: PlainRecords, reference: Reference): CdrRows {
  const { columns, rows } = plain;
  const { view, size, numbers, texts } = columns;
  const text = ({ start, end }: Spans) => ({ view, start, end });
  const calling = readCallers(columns, rows);
  const called = readNumbers(view, texts.called_number, rows);
  const callingFacts = factsOf(calling.numbers, rows, reference);
  const calledFacts = factsOf(called.numbers, rows, reference);
  const providers = providersOf(reference);
  const upstream = pick(providers.upstream.known, providers.upstream.idsOf(view, texts.upstream, rows));
  const signer = {
    codes: providers.signer.idsOf(view, texts.signer_ocn, rows),
    texts: providers.signer.known,
  };
  const attestation = attestationsOf(view, texts.attestation, rows);
  const isHome = reference.isDomestic(carrier);
  const isImproper = (row: number) => {
    const valid = callingFacts.valid[row] === 1;
    const assigned = assignments[callingFacts.assigned[row] ?? 0] ?? '';
    const holder = reference.holders[callingFacts.ocn.codes[row] ?? 0] ?? '';
    const signedBy = signer.texts[signer.codes[row] ?? 0] ?? '';
    return reference.isImproper(calling.numbers[row] ?? 0, { valid, assigned, holder }, signedBy);
  };
  return {
    carrier: { codes: new Uint8Array(size), texts: [carrier] },
    start_time: numbers.start_time,
    call_id: text(texts.call_id),
    ver: versionsOf(columns, rows),
    revision: numbers.revision,
    withdrawn: numbers.withdrawn,
    answer_time: {
      nulls: flags(size, rows, (row) => Number.isNaN(numbers.answer_time[row])),
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
    attestation,
    origid: plain.origids,
    signer_ocn: text(texts.signer_ocn),
    verstat: verstatsOf(view, texts.verstat, rows),
    identity_fault: new Uint8Array(size),
    ingress_country: text(texts.ingress_country),
    caller_name: text(texts.caller_name),
    calling_valid: callingFacts.valid,
    calling_assigned: callingFacts.assigned,
    calling_region: callingFacts.region,
    calling_ocn: callingFacts.ocn,
    calling_line_type: callingFacts.lineType,
    called_valid: calledFacts.valid,
    called_assigned: calledFacts.assigned,
    called_region: calledFacts.region,
    called_ocn: calledFacts.ocn,
    called_line_type: calledFacts.lineType,
    neighbor_spoof: flags(size, rows, (row) =>
      reference.isNeighbor(calling.numbers[row] ?? 0, called.numbers[row] ?? 0),
    ),
    dno: flags(size, rows, (row) => reference.isDno(calling.numbers[row] ?? 0)),
    upstream_rmd: upstream.map(rmdIn),
    signer,
    signer_rmd: pick(providers.signerRmd.known, providers.signerRmd.idsOf(view, texts.signer_ocn, rows)),
    improper_attestation: flags(size, rows, (row) => attestation[row] === attestationA && isImproper(row)),
    foreign_entry: flags(
      size,
      rows,
      (row) =>
        isHome && ((upstream[row] ?? 0) >= abroad || isAbroad(view, texts.ingress_country.start[row] ?? -1)),
    ),
    called_local_hour: hours(called.numbers, numbers.start_time, rows, reference),
    reference_version: new Uint32Array(size).fill(reference.version),
  };
}

function factsOf(numbers: Float64Array, rows: Int32Array, { numbers: lookups }: Reference) {
  const { plan, ocn, lineType, assigned } = lookups.columns(numbers, rows);
  return {
    valid: flags(numbers.length, rows, (row) => lookups.plans[plan[row] ?? 0]?.valid === true),
    region: { codes: plan, texts: lookups.regions },
    ocn: { codes: ocn, texts: lookups.ocns },
    lineType: { codes: lineType, texts: lookups.lineTypes },
    assigned,
  };
}

const otherForm = numberForms.indexOf('other');

/** Calling numbers; on calls from abroad, 10 digits may be that country's. */
function readCallers({ view, texts }: CdrColumns, rows: Int32Array): SignalledNumbers {
  const { calling_number, ingress_country } = texts;
  const read = readNumbers(view, calling_number, rows);
  for (const row of rows) {
    const from = ingress_country.start[row] ?? -1;
    if (from < 0) continue;
    const start = calling_number.start[row] ?? 0;
    const country = textOf(view, from, ingress_country.end[row] ?? from);
    const foreign = foreignCaller(textOf(view, start, calling_number.end[row] ?? start), country);
    if (foreign === 0) continue;
    read.numbers[row] = foreign;
    read.forms[row] = otherForm;
    read.rawStart[row] = start;
  }
  return read;
}

const textOf = (view: DataView, start: number, end: number) =>
  Buffer.from(view.buffer, view.byteOffset + start, end - start).toString();

const usa = Buffer.from('US').readUInt16BE();
/** A country of two letters at `start`, where there is one, is not the U.S. */
const isAbroad = (view: DataView, start: number) => start >= 0 && view.getUint16(start) !== usa;

function hours(
  called: Float64Array,
  start: ArrayLike<number>,
  rows: Int32Array,
  reference: Reference,
): Uint8Array {
  const column = new Uint8Array(called.length);
  for (const row of rows) column[row] = reference.localHour(called[row] ?? 0, start[row] ?? 0);
  return column;
}

const attestationA = attestations.indexOf('A');

/** Places in `attestations`: `checkColumns` left nothing but no text, A, B and C. */
function attestationsOf(view: DataView, { start }: Spans, rows: Int32Array): Uint8Array {
  const places = new Uint8Array(start.length);
  for (const row of rows) {
    const from = start[row] ?? -1;
    if (from >= 0) places[row] = view.getUint8(from) - beforeA;
  }
  return places;
}
const beforeA = 64;

/** Places in `verstats`, which differ in their first letter. */
function verstatsOf(view: DataView, { start }: Spans, rows: Int32Array): Uint8Array {
  const places = new Uint8Array(start.length);
  for (const row of rows) places[row] = verstatOf[view.getUint8(start[row] ?? 0)] ?? 0;
  return places;
}
const verstatOf = new Uint8Array(256);
for (const [place, name] of verstats.entries()) verstatOf[name.charCodeAt(0)] = place;

const pick = (values: readonly number[], places: Int32Array) =>
  Uint8Array.from(places, (place) => values[place] ?? 0);

function flags(size: number, rows: Int32Array, holds: (row: number) => boolean): Uint8Array {
  const column = new Uint8Array(size);
  for (const row of rows) if (holds(row)) column[row] = 1;
  return column;
}
