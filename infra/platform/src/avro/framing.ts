import { DecodeError } from './decode-error.ts';

/** The schema a message was written with, as the message itself names it. */
export type SchemaRef =
  | { readonly kind: 'fingerprint'; readonly id: string }
  | { readonly kind: 'registry'; readonly id: string };

const registryPrefix = 'registry:';

/** The value of `dead_letters.writer_schema`: the fingerprint, or `registry:ID`. */
export const nameOfRef = ({ kind, id }: SchemaRef) => (kind === 'registry' ? registryPrefix + id : id);

/** The inverse of `nameOfRef`. */
export const refOf = (name: string): SchemaRef =>
  name.startsWith(registryPrefix)
    ? { kind: 'registry', id: name.slice(registryPrefix.length) }
    : { kind: 'fingerprint', id: name };

export interface Frame {
  readonly schema: SchemaRef;
  /** Offset at which the Avro binary starts. */
  readonly start: number;
}

const singleObject = [0xc3, 0x01] as const;
const singleObjectStart = 10;
const confluentStart = 5;

/** The first bytes of Avro single-object encoding: C3 01, then the fingerprint, least significant byte first. */
export function singleObjectHeader(fingerprint: string): Buffer {
  const header = Buffer.alloc(singleObjectStart);
  header.set(singleObject);
  header.writeBigUInt64LE(BigInt(`0x${fingerprint}`), singleObject.length);
  return header;
}

/**
 * Reads a message's framing: single-object encoding, or Confluent's (00, then a registry id, most significant
 * byte first). Throws DecodeError `undecodable` where it is neither.
 */
export function readFrame(message: Buffer): Frame {
  if (
    message.length >= singleObjectStart &&
    message[0] === singleObject[0] &&
    message[1] === singleObject[1]
  ) {
    const id = message.readBigUInt64LE(singleObject.length).toString(16).padStart(16, '0');
    return { schema: { kind: 'fingerprint', id }, start: singleObjectStart };
  }
  if (message.length >= confluentStart && message[0] === 0) {
    return { schema: { kind: 'registry', id: String(message.readUInt32BE(1)) }, start: confluentStart };
  }
  throw new DecodeError(
    'undecodable',
    'neither Avro single-object encoding nor the framing of a schema registry',
  );
}
