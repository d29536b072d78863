import { NativeBuffer } from './native-buffer.ts';

/** Collects one column's values for one block in ClickHouse's Native layout. */
export interface ColumnWriter<T> {
  push(value: T): void;
  /** Bytes held so far, roughly. */
  size(): number;
  /** Writes the column's data behind its name and type, and starts anew. */
  flush(out: NativeBuffer): void;
}

/** A column's one statement: its SQL type and codec, and how a value is written. */
export interface Column<T> {
  readonly type: string;
  readonly codec: string | undefined;
  readonly fallback: string | undefined;
  readonly comment: string | undefined;
  readonly writer: () => ColumnWriter<T>;
}

type Options = { codec?: string; comment?: string; fallback?: string };

function column<T>(type: string, writer: () => ColumnWriter<T>, options: Options = {}): Column<T> {
  return { type, writer, codec: options.codec, comment: options.comment, fallback: options.fallback };
}

/** A column whose value is written straight away: every fixed width, and String. */
function plain<T>(write: (buffer: NativeBuffer, value: T) => void): () => ColumnWriter<T> {
  return () => {
    const buffer = new NativeBuffer();
    return {
      push: (value) => write(buffer, value),
      size: () => buffer.length,
      flush: (out) => {
        out.append(buffer);
        buffer.clear();
      },
    };
  };
}

export const uint8 = (options?: Options) =>
  column(
    'UInt8',
    plain<number>((b, v) => b.u8(v)),
    options,
  );
export const uint16 = (options?: Options) =>
  column(
    'UInt16',
    plain<number>((b, v) => b.u16(v)),
    options,
  );
export const uint32 = (options?: Options) =>
  column(
    'UInt32',
    plain<number>((b, v) => b.u32(v)),
    options,
  );
export const int32 = (options?: Options) =>
  column(
    'Int32',
    plain<number>((b, v) => b.i32(v)),
    options,
  );
export const int64 = (options?: Options) =>
  column(
    'Int64',
    plain<number>((b, v) => b.i64(v)),
    options,
  );
/** UInt64 that never leaves the safe integers: counts, telephone numbers. */
export const uint64 = (options?: Options) =>
  column(
    'UInt64',
    plain<number>((b, v) => b.i64(v)),
    options,
  );
/** UInt64 over its whole range: hashes, versions. */
export const uint64Big = (options?: Options) =>
  column(
    'UInt64',
    plain<bigint>((b, v) => b.u64(v)),
    options,
  );
export const float64 = (options?: Options) =>
  column(
    'Float64',
    plain<number>((b, v) => b.f64(v)),
    options,
  );
export const bool = (options?: Options) =>
  column(
    'Bool',
    plain<boolean>((b, v) => b.u8(v ? 1 : 0)),
    options,
  );
export const text = (options?: Options) =>
  column(
    'String',
    plain<string>((b, v) => b.string(v)),
    options,
  );
/** String of any bytes. */
export const blob = (options?: Options) =>
  column(
    'String',
    plain<Uint8Array>((b, v) => {
      b.varUint(v.length);
      b.bytes(v);
    }),
    options,
  );
/** Milliseconds since 1970, UTC. */
export const timeMs = (options?: Options) =>
  column(
    "DateTime64(3, 'UTC')",
    plain<number>((b, v) => b.i64(v)),
    options,
  );
/** Seconds since 1970, UTC. */
export const timeS = (options?: Options) =>
  column(
    "DateTime('UTC')",
    plain<number>((b, v) => b.u32(v)),
    options,
  );

/** A UUID is two 64-bit halves, each least significant byte first: where each 32-bit word starts in the digits. */
const uuidWords = [8, 0, 24, 16] as const;

/** UUID from its canonical text; null is the zero UUID. ClickHouse keeps it as two little-endian halves. */
export const uuid = (options?: Options) =>
  column(
    'UUID',
    plain<string | null>((b, v) => {
      const hex = v === null ? '' : v.replaceAll('-', '');
      for (const word of uuidWords) b.u32(hex === '' ? 0 : Number.parseInt(hex.slice(word, word + 8), 16));
    }),
    options,
  );

/** A column that may be null: a byte a row says where. `zero` stands in for the missing value. */
export function nullable<T>(inner: Column<T>, zero: T, options?: Options): Column<T | null> {
  return column(
    `Nullable(${inner.type})`,
    () => {
      const nulls = new NativeBuffer();
      const values = inner.writer();
      return {
        push: (value) => {
          nulls.u8(value === null ? 1 : 0);
          values.push(value ?? zero);
        },
        size: () => nulls.length + values.size(),
        flush: (out) => {
          out.append(nulls);
          nulls.clear();
          values.flush(out);
        },
      };
    },
    options,
  );
}

/** Array(T): the running end of each row, then all elements. */
export function array<T>(inner: Column<T>, options?: Options): Column<readonly T[]> {
  // Its dictionary header would have to come before the ends.
  if (inner.type.startsWith('LowCardinality'))
    throw new Error('array(keyword()) is not supported: use array(text())');
  return column(
    `Array(${inner.type})`,
    () => {
      const ends = new NativeBuffer();
      const values = inner.writer();
      let end = 0;
      return {
        push: (items) => {
          for (const item of items) values.push(item);
          end += items.length;
          ends.i64(end);
        },
        size: () => ends.length + values.size(),
        flush: (out) => {
          out.append(ends);
          ends.clear();
          end = 0;
          values.flush(out);
        },
      };
    },
    options,
  );
}

// ClickHouse's SerializationLowCardinality: a block brings its own dictionary.
const dictionaryVersion = 1;
const hasOwnKeys = 0x200;
const replaceDictionary = 0x400;
const indexWidth32 = 2;

/** A string with few values in a block: written as a dictionary and 32-bit indexes. */
export const keyword = (options?: Options) =>
  column(
    'LowCardinality(String)',
    (): ColumnWriter<string> => {
      const ids = new Map<string, number>();
      const keys = new NativeBuffer();
      const indexes = new NativeBuffer();
      return {
        push: (value) => {
          let id = ids.get(value);
          if (id === undefined) {
            id = ids.size;
            ids.set(value, id);
            keys.string(value);
          }
          indexes.u32(id);
        },
        size: () => keys.length + indexes.length,
        flush: (out) => {
          if (indexes.length > 0) {
            out.i64(dictionaryVersion);
            out.i64(indexWidth32 | hasOwnKeys | replaceDictionary);
            out.i64(ids.size);
            out.append(keys);
            out.i64(indexes.length / 4);
            out.append(indexes);
          }
          ids.clear();
          keys.clear();
          indexes.clear();
        },
      };
    },
    options,
  );
