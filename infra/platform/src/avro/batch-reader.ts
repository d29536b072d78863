import { type Cdr, type CdrBatch, emptyCdr } from '@ringtrace/schemas/cdr';
import avro, { type Type } from 'avsc';
import { Scratch } from '../scratch.ts';
import { type AvroJson, canonicalForm } from './canonical-form.ts';
import { type CdrColumns, readColumns } from './cdr-columns.ts';
import { DecodeError } from './decode-error.ts';
import { feedSchema } from './schema-source.ts';
import { avroType } from './type.ts';
import { Cursor, compileWalk, type Walk } from './walk.ts';

export type BatchHeader = Omit<CdrBatch, 'records'>;

/**
 * A feed message in which the start and end of every record are known. Records are read one by one, so that a bad one
 * does not affect the others.
 */
export interface ReadableBatch {
  readonly header: BatchHeader;
  /** Number of records. */
  readonly size: number;
  /** Record `index`, converted to this version's schema. Throws DecodeError where its values can't be read. */
  record(index: number): Cdr;
  /** The unchanged bytes of record `index`: Avro binary of the writer's record schema. */
  original(index: number): Buffer;
  /**
   * The records as columns in this version's layout, whatever schema they were written with. A record that can't be
   * read is marked in `odd`. The columns are valid until the next message of this schema is read. undefined where the
   * batch can only be read record by record.
   */
  columns(): CdrColumns | undefined;
}

export type BatchReader = (message: Buffer, start: number) => ReadableBatch;

const recordsField = 'records';
// Fields are matched by name. Namespaces are ignored: other teams may use a namespace of their own.
// A new object each time: avsc keeps its resolvers in it by record name, and would mix up schemas.
const resolution = () => ({ ignoreNamespaces: true });

function recordType(type: Type, what: string): avro.types.RecordType {
  if (type instanceof avro.types.RecordType) return type;
  throw new DecodeError('unknown_schema', `${what} is not an Avro record`);
}

function fieldOf(type: avro.types.RecordType, name: string): avro.types.Field | undefined {
  return type.fields.find((field) => field.name === name);
}

function recordsOf(batch: avro.types.RecordType): avro.types.ArrayType {
  const type = fieldOf(batch, recordsField)?.type;
  if (type instanceof avro.types.ArrayType) return type;
  throw new DecodeError('unknown_schema', `the schema has no array '${recordsField}'`);
}

function itemsOf(batch: avro.types.RecordType): avro.types.RecordType {
  return recordType(recordsOf(batch).itemsType, `'${recordsField}'`);
}

const feedType = recordType(avroType(feedSchema), 'the feed schema');
const cdrType = itemsOf(feedType);
const cdrsType = recordsOf(feedType);
const headerType = headerOf(feedType);

/** The schema of a batch without its records; fields in the order of the given schema. */
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
  /** Walks over the fields before `records`, one record, and the fields after `records`. */
  readonly before: readonly Walk[];
  readonly item: Walk;
  readonly after: readonly Walk[];
}

function layoutOf(writer: avro.types.RecordType): Layout {
  const at = writer.fields.findIndex(({ name }) => name === recordsField);
  const walks = writer.fields.map(({ type }) => compileWalk(type));
  return { before: walks.slice(0, at), item: compileWalk(itemsOf(writer)), after: walks.slice(at + 1) };
}

interface Split {
  /** The bytes of all fields but `records`. */
  readonly header: Buffer;
  /** Offsets of each record in the message. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** Finds where each record starts and ends. Throws DecodeError `undecodable` where the bytes don't fit the layout. */
function split(message: Buffer, start: number, layout: Layout): Split {
  const cursor = new Cursor(message, start);
  for (const walk of layout.before) walk(cursor);
  const front = message.subarray(start, cursor.offset);
  const spans: (readonly [number, number])[] = [];
  for (let count = cursor.blockCount(); count > 0; count = cursor.blockCount()) {
    for (let i = 0; i < count; i += 1) {
      const from = cursor.offset;
      layout.item(cursor);
      spans.push([from, cursor.offset]);
    }
  }
  const back = cursor.offset;
  for (const walk of layout.after) walk(cursor);
  if (cursor.offset !== message.length) {
    throw new DecodeError('undecodable', `${message.length - cursor.offset} bytes too many at the end`);
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

/** Prepares reading a writer schema. Throws DecodeError `unknown_schema` where this version can't read that schema. */
function compile(schema: AvroJson): Compiled {
  try {
    const writer = recordType(avroType(schema), 'the schema');
    return {
      writer,
      header: headerType.createResolver(headerOf(writer), resolution()),
      cdr: cdrType.createResolver(itemsOf(writer), resolution()),
    };
  } catch (error) {
    throw new DecodeError('unknown_schema', error instanceof Error ? error.message : String(error));
  }
}

/** Whether messages of a schema have the same byte layout as this version's. Record names don't affect the layout. */
function hasOwnLayout(schema: AvroJson): boolean {
  const anonymous = (form: string) => form.replaceAll(/"name":"[^"]*","type":"record"/g, '"type":"record"');
  return anonymous(canonicalForm(schema)) === anonymous(canonicalForm(feedSchema));
}

/** Reads a message of this version's layout in one pass. undefined where that fails: then `split` finds out why. */
function readOwn(message: Buffer, start: number, { before }: Layout, scratch: Scratch) {
  const cursor = new Cursor(message, start);
  for (const walk of before) walk(cursor);
  const read = readColumns(message, cursor.offset, scratch);
  if (read?.end !== message.length) return undefined;
  return { header: message.subarray(start, cursor.offset), columns: read.columns };
}

/**
 * Converts records of another layout to this version's columns. A record that can't be read becomes an empty one,
 * marked in `odd`.
 */
function convert(size: number, record: (index: number) => Cdr, scratch: Scratch): CdrColumns | undefined {
  const unreadable: number[] = [];
  const records = Array.from({ length: size }, (_, index) => {
    try {
      return record(index);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      unreadable.push(index);
      return emptyCdr;
    }
  });
  const columns = readColumns(cdrsType.toBuffer(records), 0, scratch)?.columns;
  for (const index of unreadable) columns?.odd.fill(1, index, index + 1);
  return columns;
}

/**
 * Compiles a reader for messages of one writer schema. Throws DecodeError `unknown_schema` where this version
 * can't read that schema: a field it needs is missing or of another type.
 */
export function compileReader(schema: AvroJson): BatchReader {
  const resolvers = compile(schema);
  const layout = layoutOf(resolvers.writer);
  const own = hasOwnLayout(schema);
  const scratch = new Scratch();
  const headerIn = (bytes: Buffer) => decode<BatchHeader>(headerType, bytes, 0, resolvers.header);
  const recordAt = (message: Buffer, at: number) => decode<Cdr>(cdrType, message, at, resolvers.cdr);

  function readSplit(message: Buffer, { header, spans }: Split): ReadableBatch {
    const spanOf = (index: number) => spans[index] ?? missing(index, spans.length);
    const record = (index: number) => recordAt(message, spanOf(index)[0]);
    return {
      header: headerIn(header),
      size: spans.length,
      record,
      original: (index) => message.subarray(...spanOf(index)),
      columns: () => (own ? undefined : convert(spans.length, record, scratch)),
    };
  }

  return (message, start) => {
    const read = own ? readOwn(message, start, layout, scratch) : undefined;
    if (read === undefined) return readSplit(message, split(message, start, layout));
    const { size, records } = read.columns;
    const startOf = (index: number) =>
      (index < size ? records.start[index] : undefined) ?? missing(index, size);
    return {
      header: headerIn(read.header),
      size,
      record: (index) => recordAt(message, startOf(index)),
      original: (index) => message.subarray(startOf(index), records.end[index]),
      columns: () => read.columns,
    };
  };
}

function missing(index: number, size: number): never {
  throw new RangeError(`a batch of ${size} has no record ${index}`);
}

/** Encodes a record in Avro binary of this version's schema. Throws where a value has the wrong type. */
export function encodeRecord(cdr: Cdr): Buffer {
  return cdrType.toBuffer(cdr);
}

/** Reads a single record. Throws DecodeError `undecodable` where the bytes are not exactly one record. */
export type RecordReader = (bytes: Buffer) => Cdr;

/** Compiles a reader for single records of one writer schema of batches. Throws as `compileReader` does. */
export function compileRecordReader(schema: AvroJson): RecordReader {
  const { writer, cdr } = compile(schema);
  const walk = compileWalk(itemsOf(writer));
  return (bytes) => {
    const cursor = new Cursor(bytes, 0);
    walk(cursor);
    if (cursor.offset !== bytes.length)
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
