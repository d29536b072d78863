import type { CdrBatch } from '@ringtrace/schemas/cdr';
import { type BatchReader, compileReader, type ReadableBatch } from './batch-reader.ts';
import { DecodeError } from './decode-error.ts';
import { nameOfRef, readFrame, type SchemaRef, singleObjectHeader } from './framing.ts';
import { feedFingerprint, feedSchema, type SchemaSource } from './schema-source.ts';
import { avroType } from './type.ts';

const feedType = avroType(feedSchema);
const feedHeader = singleObjectHeader(feedFingerprint);

/** A batch as a feed message: Avro single-object encoding of this version's schema. Throws where a value has the wrong type. */
export function encodeBatch(batch: CdrBatch): Buffer {
  return Buffer.concat([feedHeader, feedType.toBuffer(batch)]);
}

interface DecodedMessage {
  readonly batch: ReadableBatch;
  /** Fingerprint, or `registry:ID`: goes into `dead_letters.writer_schema`. */
  readonly writerSchema: string;
}

/** Reads feed messages of every schema its source knows. */
export interface BatchDecoder {
  /** Throws DecodeError, and nothing else, whatever the bytes are. */
  decode(message: Buffer): Promise<DecodedMessage>;
}

/** Longer messages, some 18 times what a batch may have, are not looked into. */
const maxMessageBytes = 16 * 1024 * 1024;

export function createBatchDecoder(source: SchemaSource): BatchDecoder {
  const readers = new Map<string, BatchReader>();

  async function readerFor(ref: SchemaRef): Promise<BatchReader> {
    const name = nameOfRef(ref);
    const known = readers.get(name);
    if (known !== undefined) return known;
    const schema = await source.lookup(ref);
    if (schema === undefined) throw new DecodeError('unknown_schema', `schema ${name} is not registered`);
    const reader = compileReader(schema);
    readers.set(name, reader);
    return reader;
  }

  return {
    async decode(message) {
      if (message.length > maxMessageBytes) {
        throw new DecodeError('undecodable', `a message of ${message.length} bytes is too long`);
      }
      const { schema, start } = readFrame(message);
      const writerSchema = nameOfRef(schema);
      try {
        const read = await readerFor(schema);
        return { batch: read(message, start), writerSchema };
      } catch (error) {
        if (error instanceof DecodeError) throw new DecodeError(error.reason, error.message, writerSchema);
        throw error;
      }
    },
  };
}
