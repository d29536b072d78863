import {
  arrayWriter,
  type ColumnWriter,
  enumerationWriter,
  fixed,
  keywordWriter,
  type Nullables,
  type Numbers,
  nullableWriter,
  plain,
  textWriter,
  type Words,
} from './column-writers.ts';

/** The one definition of a column: SQL type, codec, default, comment, and how its values are encoded for an insert. */
export interface Column<T, M = unknown> {
  readonly type: string;
  readonly codec: string | undefined;
  /** SQL expression for DEFAULT. */
  readonly fallback: string | undefined;
  readonly comment: string | undefined;
  readonly writer: () => ColumnWriter<T, M>;
}

type Options = { codec?: string; comment?: string; fallback?: string };

function column<T, M>(type: string, writer: () => ColumnWriter<T, M>, options: Options = {}): Column<T, M> {
  return { type, writer, codec: options.codec, comment: options.comment, fallback: options.fallback };
}

const byte = fixed<number, Numbers>(
  (b, v) => b.u8(v),
  (b, values, rows) => b.u8s(values, rows),
);
const safeInteger = fixed<number, Numbers>(
  (b, v) => b.i64(v),
  (b, values, rows) => b.i64s(values, rows),
);
const unsigned32 = fixed<number, Numbers>(
  (b, v) => b.u32(v),
  (b, values, rows) => b.u32s(values, rows),
);

export const uint8 = (options?: Options) => column('UInt8', byte, options);
export const uint16 = (options?: Options) =>
  column(
    'UInt16',
    fixed<number, Numbers>(
      (b, v) => b.u16(v),
      (b, values, rows) => b.u16s(values, rows),
    ),
    options,
  );
export const uint32 = (options?: Options) => column('UInt32', unsigned32, options);
export const int32 = (options?: Options) =>
  column(
    'Int32',
    plain<number>((b, v) => b.i32(v)),
    options,
  );
export const int64 = (options?: Options) => column('Int64', safeInteger, options);
/** UInt64 whose values stay below 2^53, so that a JavaScript number holds them: counts, telephone numbers. */
export const uint64 = (options?: Options) => column('UInt64', safeInteger, options);
/** UInt64 over its whole range: hashes, versions. In bulk each value is two 32-bit words, the low one first. */
export const uint64Big = (options?: Options) =>
  column(
    'UInt64',
    fixed<bigint, Words>(
      (b, v) => b.u64(v),
      (b, words, rows) => b.words(words, 2, rows),
    ),
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
    fixed<boolean, Numbers>(
      (b, v) => b.u8(v ? 1 : 0),
      (b, values, rows) => b.u8s(values, rows),
    ),
    options,
  );
export const text = (options?: Options) => column('String', textWriter, options);
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
export const timeMs = (options?: Options) => column("DateTime64(3, 'UTC')", safeInteger, options);
/** Seconds since 1970, UTC. */
export const timeS = (options?: Options) => column("DateTime('UTC')", unsigned32, options);

/** Where each 32-bit word of a stored UUID starts among its 32 hexadecimal digits; see `uuid`. */
const uuidWords = [8, 0, 24, 16] as const;

/**
 * UUID from its canonical text; null becomes the zero UUID. ClickHouse stores two 64-bit halves, each least significant
 * byte first. In bulk each value is four 32-bit words in that order.
 */
export const uuid = (options?: Options) =>
  column(
    'UUID',
    fixed<string | null, Words>(
      (b, v) => {
        const hex = v === null ? '' : v.replaceAll('-', '');
        for (const word of uuidWords) b.u32(hex === '' ? 0 : Number.parseInt(hex.slice(word, word + 8), 16));
      },
      (b, words, rows) => b.words(words, 4, rows),
    ),
    options,
  );

/** Nullable(T): one byte a row says whether it is null. `zero` is written as the value of a row that is null. */
export function nullable<T, M>(
  inner: Column<T, M>,
  zero: T,
  options?: Options,
): Column<T | null, Nullables<M>> {
  return column(`Nullable(${inner.type})`, () => nullableWriter(inner.writer(), zero), options);
}

/** Array(T). Throws where the elements are LowCardinality: use `text()` for them. */
export function array<T, M>(inner: Column<T, M>, options?: Options): Column<readonly T[]> {
  // LowCardinality would need its dictionary header before the array's ends, which no writer here does.
  if (inner.type.startsWith('LowCardinality'))
    throw new Error('array(keyword()) is not supported: use array(text())');
  return column(`Array(${inner.type})`, () => arrayWriter(inner.writer()), options);
}

/** A text column with few different values in a block, such as carrier ids. */
export const keyword = (options?: Options) => column('LowCardinality(String)', keywordWriter, options);

/**
 * The list of an Enum8 type as ClickHouse prints it, so that definitions can be compared. Enum8 is a signed byte: index
 * 128 is -128. ClickHouse sorts by that value, so the indexes from 128 on come first.
 */
function enumeratedAs(values: readonly string[]): string {
  const numbered = values.map((value, index) => `'${value}' = ${index < 0x80 ? index : index - 0x100}`);
  return [...numbered.slice(0x80), ...numbered.slice(0, 0x80)].join(', ');
}

/** One of at most 256 texts, stored as its index in the list. The list may only grow at its end. */
export const enumeration = <const V extends string>(values: readonly V[], options?: Options) =>
  column<V, Numbers>(`Enum8(${enumeratedAs(values)})`, () => enumerationWriter(values), options);
