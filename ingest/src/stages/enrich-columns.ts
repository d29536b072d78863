import { foreignCaller } from '@ringtrace/enrich/foreign-caller';
import { textOf } from '@ringtrace/enrich/number';
import { readNumbers, type SignalledNumbers } from '@ringtrace/enrich/number-form';
import type { Reference } from '@ringtrace/enrich/reference';
import type { CdrColumns, Spans } from '@ringtrace/platform/avro/cdr-columns';
import type { Scratch } from '@ringtrace/platform/scratch';
import type { RowsOf } from '@ringtrace/schemas/table';
import {
  assignments,
  attestations,
  type cdrStore,
  numberForms,
  verstats,
} from '@ringtrace/schemas/tables/cdr';
import { usCountries } from '@ringtrace/schemas/us-countries';
import type { PlainRecords } from './check-columns.ts';
import { abroad, providersOf, rmdIn } from './provider-facts.ts';
import type { TextFacts } from './text-facts.ts';
import { versionsOf } from './version.ts';

/** Rows of `cdr_store` as columns. Index i is record i of the message; only records in `rows` are filled in. */
export type CdrRows = RowsOf<typeof cdrStore>;

/** Does what `enrichRecord` does, for all plain records of a message at once, column by column. */
export function enrichColumns(carrier: string, plain: PlainRecords, reference: Reference): CdrRows {
  const { columns, rows } = plain;
  const { scratch, view, size, numbers, texts } = columns;
  const text = ({ start, end }: Spans) => ({ view, start, end });
  const called = readNumbers(view, texts.called_number, rows, scratch);
  const calling = readCallers(columns, rows, called.numbers);
  const callingFacts = factsOf(calling.numbers, rows, reference, scratch);
  const calledFacts = factsOf(called.numbers, rows, reference, scratch);
  const providers = providersOf(reference);
  const upstreams = idsOf(providers.upstream, columns, texts.upstream, rows);
  const upstream = pick(upstreams.known, upstreams.codes, scratch.uint8(size));
  const signers = idsOf(providers.signer, columns, texts.signer_ocn, rows);
  const signer = pick(signers.known, signers.codes, scratch.uint32(size));
  const attestation = attestationsOf(columns, rows);
  const isHome = reference.isDomestic(carrier);
  const isImproper = (row: number) => {
    const valid = callingFacts.valid[row] === 1;
    const assigned = assignments[callingFacts.assigned[row] ?? 0] ?? '';
    const holder = reference.holders[callingFacts.ocn.codes[row] ?? 0] ?? 0;
    return reference.isImproper(calling.numbers[row] ?? 0, { valid, assigned, holder }, signer[row] ?? 0);
  };
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
    upstream: upstreams,
    downstream: text(texts.downstream),
    ingress_trunk: text(texts.ingress_trunk),
    egress_trunk: text(texts.egress_trunk),
    customer: text(texts.customer),
    sip_code: numbers.sip_code,
    attestation,
    origid: plain.origids,
    signer_ocn: signers,
    verstat: verstatsOf(columns, rows),
    identity_fault: scratch.uint8(size),
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
    neighbor_spoof: flags(scratch, size, rows, (row) =>
      reference.isNeighbor(calling.numbers[row] ?? 0, called.numbers[row] ?? 0),
    ),
    dno: flags(scratch, size, rows, (row) => reference.isDno(calling.numbers[row] ?? 0)),
    upstream_rmd: pick(rmdIn, upstream, scratch.uint8(size)),
    signer: { codes: signer, texts: reference.providerIds },
    signer_rmd: pick(providers.rmd, signer, scratch.uint8(size)),
    improper_attestation: flags(
      scratch,
      size,
      rows,
      (row) => attestation[row] === attestationA && isImproper(row),
    ),
    foreign_entry: flags(
      scratch,
      size,
      rows,
      (row) =>
        isHome && ((upstream[row] ?? 0) >= abroad || isAbroad(view, texts.ingress_country.start[row] ?? -1)),
    ),
    called_local_hour: hours(columns, called.numbers, rows, reference),
    reference_version: scratch.uint32(size).fill(reference.version),
  };
}

/** What the number plan and the number blocks say of each number. */
function factsOf(numbers: Float64Array, rows: Int32Array, { numbers: lookups }: Reference, scratch: Scratch) {
  const { plan, ocn, lineType, assigned } = lookups.columns(numbers, rows, scratch);
  return {
    valid: pick(lookups.valid, plan, scratch.uint8(numbers.length)),
    region: pick(lookups.regions, plan, scratch.uint8(numbers.length)),
    ocn: { codes: ocn, texts: lookups.ocns },
    lineType,
    assigned,
  };
}

const otherForm = numberForms.indexOf('other');

/**
 * Calling numbers as E.164 digits. On a call from abroad, 10 digits are read as a number of that country where its plan
 * allows, unless they are of the called party's own exchange.
 */
function readCallers(
  { scratch, view, texts }: CdrColumns,
  rows: Int32Array,
  called: Float64Array,
): SignalledNumbers {
  const { calling_number, ingress_country } = texts;
  const read = readNumbers(view, calling_number, rows, scratch);
  for (const row of rows) {
    const from = ingress_country.start[row] ?? -1;
    if (from < 0) continue;
    const start = calling_number.start[row] ?? 0;
    const country = textOf(view, from, ingress_country.end[row] ?? from);
    const caller = textOf(view, start, calling_number.end[row] ?? start);
    const foreign = foreignCaller(caller, country, called[row] ?? 0);
    if (foreign === 0) continue;
    read.numbers[row] = foreign;
    read.forms[row] = otherForm;
    read.rawStart[row] = start;
  }
  return read;
}

const domestic = new Set(usCountries.map((country) => Buffer.from(country).readUInt16BE()));
/** Whether there is a country code of two letters at `start`, and it is not of the U.S. or its territories. */
const isAbroad = (view: DataView, start: number) => start >= 0 && !domestic.has(view.getUint16(start));

function hours(
  { scratch, size, numbers }: CdrColumns,
  called: Float64Array,
  rows: Int32Array,
  reference: Reference,
): Uint8Array {
  const column = scratch.uint8(size);
  for (const row of rows) column[row] = reference.localHour(called[row] ?? 0, numbers.start_time[row] ?? 0);
  return column;
}

const attestationA = attestations.indexOf('A');

/** Each record's attestation as its index in `attestations`. `checkColumns` let through only A, B, C and no text. */
function attestationsOf({ scratch, view, size, texts }: CdrColumns, rows: Int32Array): Uint8Array {
  const { start } = texts.attestation;
  const indexes = scratch.uint8(size);
  for (const row of rows) {
    const from = start[row] ?? -1;
    if (from >= 0) indexes[row] = view.getUint8(from) - beforeA;
  }
  return indexes;
}
/** The character code before 'A'. */
const beforeA = 64;

/** Each record's verstat as its index in `verstats`, found by its first letter. */
function verstatsOf({ scratch, view, size, texts }: CdrColumns, rows: Int32Array): Uint8Array {
  const { start } = texts.verstat;
  const indexes = scratch.uint8(size);
  for (const row of rows) indexes[row] = verstatOf[view.getUint8(start[row] ?? 0)] ?? 0;
  return indexes;
}
const verstatOf = new Uint8Array(256);
for (const [index, name] of verstats.entries()) verstatOf[name.charCodeAt(0)] = index;

/** Each record's text as an id, the list of texts by id, and the fact known of each text. */
function idsOf(facts: TextFacts<number>, columns: CdrColumns, spans: Spans, rows: Int32Array) {
  // `facts.texts` and `facts.known` are read after the call: the call may replace these lists by new ones.
  const codes = facts.idsOf(columns, spans, rows);
  return { codes, texts: facts.texts, known: facts.known };
}

/** For each record, the value that its code stands for. */
function pick<C extends Uint8Array | Uint32Array>(
  values: readonly number[],
  codes: Int32Array | Uint8Array | Uint16Array | Uint32Array,
  picked: C,
): C {
  for (let row = 0; row < codes.length; row += 1) picked[row] = values[codes[row] ?? 0] ?? 0;
  return picked;
}

/** A byte for each record: 1 where `holds` is true. */
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
