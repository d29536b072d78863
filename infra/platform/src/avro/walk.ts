import avro, { type Type } from 'avsc';
import { DecodeError } from './decode-error.ts';

/** Most levels of types, or of values, within each other. */
const deepest = 64;

/**
 * Moves over Avro binary without making values. Throws DecodeError for what avsc would accept: lengths beyond the end
 * of the message, negative lengths, huge counts of items without bytes, endless nesting.
 */
export class Cursor {
  readonly bytes: Buffer;
  offset: number;
  /** How many array items and map entries may still come: a few bytes must not cause endless work. */
  #items = 1_000_000;
  #depth = 0;

  constructor(bytes: Buffer, offset: number) {
    this.bytes = bytes;
    this.offset = offset;
  }

  skip(length: number): void {
    if (!(length >= 0 && length <= this.bytes.length - this.offset)) {
      throw new DecodeError('undecodable', `a length of ${length} runs past the end of the message`);
    }
    this.offset += length;
  }

  /** An Avro int or long (zigzag varint). Above 2^53 it is inexact; no allowed value is that large. */
  long(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i += 1) {
      const byte = this.bytes[this.offset];
      if (byte === undefined) break;
      this.offset += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
    throw new DecodeError('undecodable', 'an integer is cut off or too long');
  }

  /** Number of items in the next block of an Avro array or map; 0 ends it. */
  blockCount(): number {
    let count = this.long();
    if (count < 0) {
      count = -count;
      this.long();
    }
    if (count > this.#items)
      throw new DecodeError('undecodable', `the message has too many array or map items (${count} more)`);
    this.#items -= count;
    return count;
  }

  /** Runs `step` one level deeper. Throws DecodeError where that is too deep. */
  nested(step: () => void): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw new DecodeError('undecodable', 'values are nested too deeply');
    step();
    this.#depth -= 1;
  }
}

/** Moves a cursor over one value. */
export type Walk = (cursor: Cursor) => void;

function walkUnion(branches: readonly Walk[]): Walk {
  return (cursor) => {
    const index = cursor.long();
    const branch = branches[index];
    if (branch === undefined) throw new DecodeError('undecodable', `a union has no branch ${index}`);
    branch(cursor);
  };
}

function walkBlocks(item: Walk): Walk {
  return (cursor) => {
    for (let count = cursor.blockCount(); count > 0; count = cursor.blockCount()) {
      for (let i = 0; i < count; i += 1) item(cursor);
    }
  };
}

const walkBytes: Walk = (cursor) => cursor.skip(cursor.long());
const walkNumber: Walk = (cursor) => void cursor.long();
const walkFixed =
  (size: number): Walk =>
  (cursor) =>
    cursor.skip(size);

function walkRecord(type: avro.types.RecordType, known: Map<Type, Walk>, depth: number): Walk {
  const fields: Walk[] = [];
  const walk: Walk = (cursor) =>
    cursor.nested(() => {
      for (const field of fields) field(cursor);
    });
  known.set(type, walk);
  for (const field of type.fields) fields.push(compileWalk(field.type, known, depth));
  return walk;
}

/**
 * Compiles a schema into a walk over its values. `known` has the walks of records that are being compiled, for
 * recursive schemas. Throws DecodeError `unknown_schema` where types are nested too deeply. Named types can nest deeply
 * although the schema's JSON does not.
 */
export function compileWalk(type: Type, known = new Map<Type, Walk>(), depth = 0): Walk {
  const before = known.get(type);
  if (before !== undefined) return before;
  if (depth > deepest)
    throw new DecodeError('unknown_schema', 'the types of the schema are nested too deeply');
  const compiled = (inner: Type) => compileWalk(inner, known, depth + 1);
  const { types } = avro;
  if (type instanceof types.RecordType) return walkRecord(type, known, depth + 1);
  if (type instanceof types.ArrayType) return walkBlocks(compiled(type.itemsType));
  if (type instanceof types.MapType) {
    const value = compiled(type.valuesType);
    return walkBlocks((cursor) => {
      walkBytes(cursor);
      value(cursor);
    });
  }
  if (type instanceof types.UnwrappedUnionType || type instanceof types.WrappedUnionType) {
    return walkUnion(type.types.map(compiled));
  }
  if (type instanceof types.FixedType) return walkFixed(type.size);
  return walkPrimitive(type.typeName);
}

function walkPrimitive(name: string): Walk {
  switch (name) {
    case 'null':
      return () => {};
    case 'boolean':
      return walkFixed(1);
    case 'float':
      return walkFixed(4);
    case 'double':
      return walkFixed(8);
    case 'string':
    case 'bytes':
      return walkBytes;
    default:
      return walkNumber;
  }
}
