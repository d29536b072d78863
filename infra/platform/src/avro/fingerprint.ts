import { type AvroJson, canonicalForm } from './canonical-form.ts';

/** Fingerprint of no bytes, by the Avro specification. */
const empty = 0xc15d213aa4d7a795n;

const table = Array.from({ length: 256 }, (_, byte) => {
  let fp = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) fp = (fp >> 1n) ^ (fp & 1n ? empty : 0n);
  return fp;
});

/** CRC-64-AVRO, the Rabin fingerprint of the Avro specification. */
export function crc64Avro(bytes: Uint8Array): bigint {
  let fp = empty;
  for (const byte of bytes) fp = (fp >> 8n) ^ (table[Number((fp ^ BigInt(byte)) & 0xffn)] ?? 0n);
  return fp;
}

/**
 * A schema's fingerprint as 16 hexadecimal digits, as in `dead_letters.writer_schema`. Throws where it is no schema.
 */
export function fingerprintOf(schema: AvroJson): string {
  return crc64Avro(Buffer.from(canonicalForm(schema)))
    .toString(16)
    .padStart(16, '0');
}
