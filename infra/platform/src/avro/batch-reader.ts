import type { Cdr, CdrBatch } from '@ringtrace/schemas/cdr';
import avro, { type Type } from 'avsc';
import type { AvroJson } from './canonical-form.ts';
import { DecodeError } from './decode-error.ts';
import { feedSchema } from './schema-source.ts';
import { avroType } from './type.ts';
import { Cursor, compileWalk, type Walk } from './walk.ts';

export type BatchHeader = Omit<CdrBatch, 'records'>;

/** A feed message whose structure holds; its records are read one by one, so that a bad one costs only itself. */
export interface ReadableBatch {
  readonly header: BatchHeader;
  readonly size: number;
  /** Record `index` by this version's schema. Throws DecodeError where its values can't be read. */
  record(index: number): Cdr;
  /** The bytes of record `index` as they came: Avro binary of the writer's record schema. */
  original(index: number): Buffer;
}

export type BatchReader = (message: Buffer, start: number) => ReadableBatch;

const recordsField = 'records';
// Resolution goes by field names; other teams may keep their copy under a namespace of their own.
const resolution = { ignoreNamespaces: true } as const;

function recordType(type: Type, what: string): avro.types.RecordType {
  if (type instanceof avro.types.RecordType) return type;
  throw new DecodeError('unknown_schema', `${what} is no Avro record`);
}

function fieldOf(type: avro.types.RecordType, name: string): avro.types.Field | undefined {
  return type.fields.find((field) => field.name === name);
}

function itemsOf(batch: avro.types.RecordType): avro.types.RecordType {
  const field = fieldOf(batch, recordsField);
  if (!(field?.type instanceof avro.types.ArrayType)) {
    throw new DecodeError('unknown_schema', `the schema has no array '${recordsField}'`);
  }
  return recordType(field.type.itemsType, `'${recordsField}'`);
}

const feedType = recordType(avroType(feedSchema), 'the feed schema');
const cdrType = itemsOf(feedType);
const headerType = headerOf(feedType);

/** The batch without its records, in the order of the schema given. */
function headerOf(batch: avro.types.RecordType): avro.types.RecordType {
  const schema = {
    type: 'record' as const,
    name: 'CdrBatch',
    fields: batch.fields
      .filter(({ name }) => name !== recordsField)
      .map(({ name, type }) => ({ name, type })),
  };
  return recordType(avro.Type.forSchema(schema, { registry: {} }), 'the header');
}

interface Layout {
  /** Walks the header's fields before, then behind the records. */
  readonly before: readonly Walk[];
  readonly item: Walk;
  readonly after: readonly Walk[];
}

function layoutOf(writer: avro.types.RecordType): Layout {
  const at = writer.fields.findIndex(({ name }) => name === recordsField);
  const walks = writer.fields.map(({ type }) => compileWalk(type));
  return { before: walks.slice(0, at), item: compileWalk(itemsOf(writer)), after: walks.slice(at + 1) };
}

/** Where each record starts, with the end of the last one; and the header's bytes. */
function split(
  message: Buffer,
  start: number,
  layout: Layout,
): { header: Buffer; spans: [number, number][] } {
  const cursor = new Cursor(message, start);
  for (const walk of layout.before) walk(cursor);
  const front = message.subarray(start, cursor.position);
  const spans: [number, number][] = [];
  for (let count = cursor.blockCount(); count > 0; count = cursor.blockCount()) {
    for (let i = 0; i < count; i += 1) {
      const from = cursor.position;
      layout.item(cursor);
      spans.push([from, cursor.position]);
    }
  }
  const back = cursor.position;
  for (const walk of layout.after) walk(cursor);
  if (cursor.position !== message.length) {
    throw new DecodeError('undecodable', `${message.length - cursor.position} bytes too many at the end`);
  }
  return { header: Buffer.concat([front, message.subarray(back)]), spans };
}

function undecodable(error: unknown): DecodeError {
  return error instanceof DecodeError
    ? error
    : new DecodeError('undecodable', error instanceof Error ? error.message : String(error));
}

type Resolver = ReturnType<Type['createResolver']>;

interface Compiled {
  readonly writer: avro.types.RecordType;
  readonly header: Resolver;
  readonly cdr: Resolver;
}

/** Throws DecodeError `unknown_schema` where this version can't read that schema. */
function compile(schema: AvroJson): Compiled {
  try {
    const writer = recordType(avroType(schema), 'the schema');
    return {
      writer,
      header: headerType.createResolver(headerOf(writer), resolution),
      cdr: cdrType.createResolver(itemsOf(writer), resolution),
    };
  } catch (error) {
    throw new DecodeError('unknown_schema', error instanceof Error ? error.message : String(error));
  }
}

/**
 * Compiles a reader for messages of one writer schema. Throws DecodeError `unknown_schema` where this version
 * can't read that schema: a field it needs is missing or of another type.
 */
export function compileReader(schema: AvroJson): BatchReader {
  const resolvers = compile(schema);
  const layout = layoutOf(resolvers.writer);
  return (message, start) => {
    const { header, spans } = split(message, start, layout);
    const spanOf = (index: number) => {
      const span = spans[index];
      if (span === undefined) throw new RangeError(`a batch of ${spans.length} has no record ${index}`);
      return span;
    };
    return {
      header: decode<BatchHeader>(headerType, header, 0, resolvers.header),
      size: spans.length,
      record: (index) => decode<Cdr>(cdrType, message, spanOf(index)[0], resolvers.cdr),
      original: (index) => message.subarray(...spanOf(index)),
    };
  };
}

/** Reads one record by itself. Throws DecodeError `undecodable` where the bytes are not exactly one. */
export type RecordReader = (bytes: Buffer) => Cdr;

/** Compiles a reader for single records of one writer schema of batches. Throws as `compileReader` does. */
export function compileRecordReader(schema: AvroJson): RecordReader {
  const { writer, cdr } = compile(schema);
  const walk = compileWalk(itemsOf(writer));
  return (bytes) => {
    const cursor = new Cursor(bytes, 0);
    walk(cursor);
    if (cursor.position !== bytes.length)
      throw new DecodeError('undecodable', 'more bytes than one record has');
    return decode<Cdr>(cdrType, bytes, 0, cdr);
  };
}

function decode<T>(type: Type, bytes: Buffer, at: number, resolver: Resolver): T {
  try {
    const { value }: { value: T } = type.decode(bytes, at, resolver);
    return value;
  } catch (error) {
    throw undecodable(error);
  }
}
