import { normaliseBytes } from '@ringtrace/enrich/number';
import type { Reference } from '@ringtrace/enrich/reference';
import type { Spans } from '@ringtrace/platform/avro/cdr-columns';
import { ByteDictionary } from '@ringtrace/schemas/byte-dictionary';
import type { RowsOf } from '@ringtrace/schemas/table';
import type { cdrStore } from '@ringtrace/schemas/tables/cdr';
import type { PlainRecords } from './check-columns.ts';
import { versionsOf } from './version.ts';

/** Rows of `cdr_store` as columns; only those in `rows` of the records they come from are filled in. */
export type CdrRows = RowsOf<typeof cdrStore>;

/** `enrichRecord` over the plain records of a message. */
export function enrichColumns(carrier: string, plain: PlainRecords, reference: Reference): CdrRows {
  const { columns, rows } = plain;
  const { view, size, numbers, texts } = columns;
  const text = ({ start, end }: Spans) => ({ view, start, end });
  const calling = normalise(view, texts.calling_number, rows);
  const called = normalise(view, texts.called_number, rows);
  const callingFacts = factsOf(calling, rows, reference);
  const calledFacts = factsOf(called, rows, reference);
  const providers = providersOf(reference);
  return {
    carrier: new Array<string>(size).fill(carrier),
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
    calling_number_raw: text(texts.calling_number),
    called_number_raw: text(texts.called_number),
    calling_number: calling,
    called_number: called,
    upstream: text(texts.upstream),
    downstream: text(texts.downstream),
    ingress_trunk: text(texts.ingress_trunk),
    egress_trunk: text(texts.egress_trunk),
    customer: text(texts.customer),
    sip_code: numbers.sip_code,
    attestation: text(texts.attestation),
    origid: plain.origids,
    signer_ocn: text(texts.signer_ocn),
    verstat: text(texts.verstat),
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
    neighbor_spoof: flags(size, rows, (row) => reference.isNeighbor(calling[row] ?? 0, called[row] ?? 0)),
    dno: flags(size, rows, (row) => reference.isDno(calling[row] ?? 0)),
    upstream_rmd: providers.rmd.labels(view, texts.upstream, rows),
    signer: providers.signer.labels(view, texts.signer_ocn, rows),
    reference_version: new Uint32Array(size).fill(reference.version),
  };
}

function normalise(view: DataView, { start, end }: Spans, rows: Int32Array): Float64Array {
  const numbers = new Float64Array(start.length);
  for (const row of rows) numbers[row] = normaliseBytes(view, start[row] ?? 0, end[row] ?? 0);
  return numbers;
}

function factsOf(numbers: Float64Array, rows: Int32Array, reference: Reference) {
  const valid = new Uint8Array(numbers.length);
  const texts = () => new Array<string>(numbers.length).fill('');
  const region = texts();
  const ocn = texts();
  const lineType = texts();
  for (const row of rows) {
    const facts = reference.numberFacts(numbers[row] ?? 0);
    valid[row] = facts.valid ? 1 : 0;
    region[row] = facts.region;
    ocn[row] = facts.ocn;
    lineType[row] = facts.lineType;
  }
  return { valid, region, ocn, lineType };
}

function flags(size: number, rows: Int32Array, holds: (row: number) => boolean): Uint8Array {
  const column = new Uint8Array(size);
  for (const row of rows) if (holds(row)) column[row] = 1;
  return column;
}

/** Far more than there are providers: a feed that names ever new ones must not fill memory. */
const rememberedTexts = 20_000;

/** What a look-up says of a text, asked once for each different text. */
class TextFacts {
  readonly #dictionary = new ByteDictionary();
  readonly #known: string[] = [];
  readonly #lookUp: (text: string) => string;

  constructor(lookUp: (text: string) => string) {
    this.#lookUp = lookUp;
  }

  /** One label a row, '' where there is no text. */
  labels(view: DataView, { start, end }: Spans, rows: Int32Array): string[] {
    const labels = new Array<string>(start.length).fill('');
    for (const row of rows) {
      const from = start[row] ?? -1;
      if (from >= 0) labels[row] = this.#label(view, from, end[row] ?? from);
    }
    return labels;
  }

  #label(view: DataView, start: number, end: number): string {
    const id = this.#dictionary.idOf(view, start, end);
    const known = this.#known[id];
    if (known !== undefined) return known;
    const label = this.#lookUp(Buffer.from(view.buffer, view.byteOffset + start, end - start).toString());
    if (id < rememberedTexts) this.#known[id] = label;
    else this.#forget();
    return label;
  }

  #forget(): void {
    this.#dictionary.clear();
    this.#known.length = 0;
  }
}

const providerFacts = new WeakMap<Reference, { rmd: TextFacts; signer: TextFacts }>();

/** What is known of providers under one version of the reference data. */
function providersOf(reference: Reference) {
  let facts = providerFacts.get(reference);
  if (facts === undefined) {
    facts = {
      rmd: new TextFacts((id) => reference.provider(id)?.rmd ?? ''),
      signer: new TextFacts((ocn) => reference.providerOfOcn(ocn)?.provider_id ?? ''),
    };
    providerFacts.set(reference, facts);
  }
  return facts;
}
