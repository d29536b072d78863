import { minuteMs } from './durations.ts';

/**
 * A call-detail record: one leg of a call, as one carrier saw it.
 * This table is the one statement of its fields; the Avro schema and the TypeScript type follow from it.
 * Times are milliseconds since 1970 in UTC.
 */
type Field =
  | { readonly avro: 'string'; readonly doc: string; readonly nullable?: true; readonly default?: string }
  | { readonly avro: 'int'; readonly doc: string; readonly default?: number }
  | { readonly avro: 'boolean'; readonly doc: string; readonly default?: boolean }
  | { readonly avro: 'timestamp'; readonly doc: string; readonly nullable?: true };

const required = <D extends string>(doc: D) => ({ avro: 'string', doc }) as const;
const optional = <D extends string>(doc: D) => ({ avro: 'string', nullable: true, doc }) as const;

export const cdrFields = {
  call_id: required("the switch's id of this leg; identity of a CDR = (carrier, call_id, start_time)"),
  revision: { avro: 'int', default: 0, doc: 'a correction of the same identity, 0 to 255; the highest wins' },
  withdrawn: { avro: 'boolean', default: false, doc: 'true cancels the record of this identity' },
  start_time: { avro: 'timestamp', doc: 'when the call attempt arrived' },
  answer_time: { avro: 'timestamp', nullable: true, doc: 'null = not answered' },
  end_time: { avro: 'timestamp', doc: 'when the call or the attempt ended' },
  calling_number: required('as signalled; may be empty, withheld or alphanumeric'),
  called_number: required('as signalled; at least one digit'),
  upstream: optional('provider that handed the call in; own id = own customer, null = unknown'),
  downstream: optional('provider the call went to; own id = own subscriber, null = unknown'),
  ingress_trunk: optional('trunk the call came in on'),
  egress_trunk: optional('trunk the call left on'),
  customer: optional('opaque id of the own customer that originated the call'),
  sip_code: { avro: 'int', doc: 'final SIP response; Q.850 causes are mapped' },
  attestation: optional('A, B or C as received'),
  origid: optional('UUID of the PASSporT'),
  signer_ocn: optional('OCN or SPC in the signing certificate'),
  verstat: { avro: 'string', default: 'none', doc: 'verification result: passed, failed or none' },
  identity: optional('the raw Identity header; verified and decoded, never stored'),
  ingress_country: optional('ISO 3166 country the call came from, where a gateway provider took it in'),
  caller_name: optional('CNAM as signalled'),
} as const satisfies Record<string, Field>;

type Plain<F> = F extends { avro: 'string' } ? string : F extends { avro: 'boolean' } ? boolean : number;
type Value<F> = F extends { nullable: true } ? Plain<F> | null : Plain<F>;

export type CdrField = keyof typeof cdrFields;
export type Cdr = { -readonly [K in CdrField]: Value<(typeof cdrFields)[K]> };

/**
 * The content of one Kafka message of a feed topic. The carrier is known from the topic; the message does not name it.
 */
export type CdrBatch = {
  /** UUID of this batch. */
  batch_id: string;
  /** Switch or file the records come from; the message key. */
  source: string;
  /** Number of the batch within its source; rises by one. A gap shows that a batch is missing. */
  sequence: number;
  /** When the batch was made, ms since 1970. */
  produced_at: number;
  records: Cdr[];
};

/** What a batch and its records have to keep to; a batch or record beyond them is a dead letter. */
export const batchLimits = {
  /** Most records in a batch. */
  records: 5_000,
  /** Most bytes of an encoded batch. */
  bytes: 900_000,
  /** A start_time may lie this far after produced_at, ms. */
  futureMs: 5 * minuteMs,
  /** 2000-01-01, ms: an earlier start_time comes from a clock that was never set. */
  earliestStart: Date.UTC(2000, 0, 1),
} as const;

/** A record of nulls and defaults. A feed format copies it and sets only the fields that the format has. */
export const emptyCdr: Readonly<Cdr> = {
  call_id: '',
  revision: 0,
  withdrawn: false,
  start_time: 0,
  answer_time: null,
  end_time: 0,
  calling_number: '',
  called_number: '',
  upstream: null,
  downstream: null,
  ingress_trunk: null,
  egress_trunk: null,
  customer: null,
  sip_code: 0,
  attestation: null,
  origid: null,
  signer_ocn: null,
  verstat: 'none',
  identity: null,
  ingress_country: null,
  caller_name: null,
};

function avroType(field: Field): unknown {
  const plain = field.avro === 'timestamp' ? { type: 'long', logicalType: 'timestamp-millis' } : field.avro;
  return 'nullable' in field ? ['null', plain] : plain;
}

function avroField([name, field]: [string, Field]) {
  const fallback = 'nullable' in field ? null : 'default' in field ? field.default : undefined;
  return {
    name,
    type: avroType(field),
    doc: field.doc,
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

/** The Avro schema of a feed message; `schemas/cdr-batch.avsc` is its copy for other teams, kept equal by a test. */
export const cdrBatchAvro = {
  type: 'record',
  name: 'CdrBatch',
  namespace: 'org.ringtrace',
  doc: 'One batch of call-detail records: 1 to 5,000 records, at most 900 kB encoded.',
  fields: [
    { name: 'batch_id', type: { type: 'string', logicalType: 'uuid' }, doc: 'UUID of this batch' },
    { name: 'source', type: 'string', doc: 'switch or file; also the message key' },
    { name: 'sequence', type: 'long', doc: 'rises by one per source' },
    {
      name: 'produced_at',
      type: { type: 'long', logicalType: 'timestamp-millis' },
      doc: 'when the batch was made',
    },
    {
      name: 'records',
      type: {
        type: 'array',
        items: {
          type: 'record',
          name: 'Cdr',
          doc: 'One leg of a call.',
          fields: Object.entries(cdrFields).map(avroField),
        },
      },
    },
  ],
} as const;
