import type { Cdr } from '@ringtrace/schemas/cdr';
import { compileRecordReader, type RecordReader } from './batch-reader.ts';
import { DecodeError } from './decode-error.ts';
import { refOf } from './framing.ts';
import type { SchemaSource } from './schema-source.ts';

/** Reads single records as `dead_letters` stores them: Avro binary of the writer's record schema, without framing. */
export interface RecordDecoder {
  /** `writerSchema` as in `dead_letters.writer_schema`. Throws DecodeError where it can't be read. */
  decode(writerSchema: string, bytes: Buffer): Promise<Cdr>;
}

export function createRecordDecoder(source: SchemaSource): RecordDecoder {
  const readers = new Map<string, RecordReader>();
  return {
    async decode(writerSchema, bytes) {
      let read = readers.get(writerSchema);
      if (read === undefined) {
        const schema = await source.lookup(refOf(writerSchema));
        if (schema === undefined) {
          throw new DecodeError('unknown_schema', `schema ${writerSchema} is not registered`, writerSchema);
        }
        read = compileRecordReader(schema);
        readers.set(writerSchema, read);
      }
      return read(bytes);
    },
  };
}
