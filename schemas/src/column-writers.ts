import { ByteDictionary } from './byte-dictionary.ts';
import { indexIn } from './index-in.ts';
import { NativeBuffer } from './native-buffer.ts';

/** Collects the values of one column of a block, in the layout of ClickHouse's Native format. */
export interface ColumnWriter<T, M = unknown> {
  push(value: T): void;
  /** Adds the values of a batch at these row indexes. `values` is in the form that costs the column's type least. */
  pushAll(values: M, rows: Int32Array): void;
  /** Bytes collected so far; an estimate. */
  size(): number;
  /** Appends the column's data to `out`, where its name and type have just been written, and empties the writer. */
  flush(out: NativeBuffer): void;
}

/** Values of up to 64 bits; booleans as 0 and 1. */
export type Numbers = ArrayLike<number>;

/** Values of 64 or 128 bits: each as two or four words of 32 bits, in the order ClickHouse keeps them. */
export type Words = Uint32Array;

/**
 * Texts as ranges of UTF-8 bytes of a message, one a row. A start below 0 means that there is no text: '' is written.
 */
export interface Texts {
  readonly view: DataView;
  readonly start: Int32Array;
  readonly end: Int32Array;
}

/** A column with few different texts, such as the country of a number: for each row an index into `texts`. */
export interface Codes {
  readonly codes: ArrayLike<number>;
  /** May grow at its end; the text at an index never changes. */
  readonly texts: readonly string[];
}

export interface Nullables<M> {
  /** 1 = null; `values` has 0 or NaN there. */
  readonly nulls: ArrayLike<number>;
  readonly values: M;
}

function buffered(buffer: NativeBuffer) {
  return {
    size: () => buffer.length,
    flush: (out: NativeBuffer) => out.append(buffer),
  };
}

/** A column whose values are always written one by one. */
export function plain<T>(
  write: (buffer: NativeBuffer, value: T) => void,
): () => ColumnWriter<T, readonly T[]> {
  return () => {
    const buffer = new NativeBuffer();
    return {
      push: (value) => write(buffer, value),
      pushAll: (values, rows) => {
        for (const row of rows) {
          const value = values[row];
          if (value !== undefined) write(buffer, value);
        }
      },
      ...buffered(buffer),
    };
  };
}

/** A column of fixed width; `writeAll` writes many values faster than one by one. */
export function fixed<T, M>(
  write: (buffer: NativeBuffer, value: T) => void,
  writeAll: (buffer: NativeBuffer, values: M, rows: Int32Array) => void,
): () => ColumnWriter<T, M> {
  return () => {
    const buffer = new NativeBuffer();
    return {
      push: (value) => write(buffer, value),
      pushAll: (values, rows) => writeAll(buffer, values, rows),
      ...buffered(buffer),
    };
  };
}

export function textWriter(): ColumnWriter<string, Texts> {
  const buffer = new NativeBuffer();
  return {
    push: (value) => buffer.string(value),
    pushAll: ({ view, start, end }, rows) => buffer.texts(view, start, end, rows),
    ...buffered(buffer),
  };
}

export function nullableWriter<T, M>(
  values: ColumnWriter<T, M>,
  zero: T,
): ColumnWriter<T | null, Nullables<M>> {
  const nulls = new NativeBuffer();
  return {
    push: (value) => {
      nulls.u8(value === null ? 1 : 0);
      values.push(value ?? zero);
    },
    pushAll: (many, rows) => {
      nulls.u8s(many.nulls, rows);
      values.pushAll(many.values, rows);
    },
    size: () => nulls.length + values.size(),
    flush: (out) => {
      out.append(nulls);
      values.flush(out);
    },
  };
}

/** Array(T): for each row the number of elements up to its end, all rows counted, then all elements. */
export function arrayWriter<T, M>(
  values: ColumnWriter<T, M>,
): ColumnWriter<readonly T[], readonly (readonly T[])[]> {
  const ends = new NativeBuffer();
  let end = 0;
  const push = (items: readonly T[]) => {
    for (const item of items) values.push(item);
    end += items.length;
    ends.i64(end);
  };
  return {
    push,
    pushAll: (many, rows) => {
      for (const row of rows) push(many[row] ?? []);
    },
    size: () => ends.length + values.size(),
    flush: (out) => {
      out.append(ends);
      end = 0;
      values.flush(out);
    },
  };
}

// Constants of ClickHouse's SerializationLowCardinality. A block brings its own dictionary.
const dictionaryVersion = 1;
const hasOwnKeys = 0x200;
const replaceDictionary = 0x400;
const indexWidth32 = 2;

/** LowCardinality(String): a dictionary, then for each row a 32-bit index into it. */
export function keywordWriter(): ColumnWriter<string, Texts | Codes> {
  const dictionary = new ByteDictionary();
  const indexes = new NativeBuffer();
  const codes = new CodeIds(dictionary);
  return {
    push: (value) => indexes.u32(dictionary.idOfText(value)),
    pushAll: (many, rows) => {
      const ids = indexes.room32(rows.length);
      if ('view' in many) idsOfTexts(dictionary, many, rows, ids);
      else codes.idsOf(many, rows, ids);
    },
    size: () => dictionary.keys.length + indexes.length,
    flush: (out) => {
      if (indexes.length > 0) {
        out.i64(dictionaryVersion);
        out.i64(indexWidth32 | hasOwnKeys | replaceDictionary);
        out.i64(dictionary.size);
        out.bytes(dictionary.keys.view());
        out.i64(indexes.length / 4);
        out.append(indexes);
      }
      dictionary.clear();
      codes.clear();
    },
  };
}

/** Enum8: one byte a row, the index of the row's text in `values`. */
export function enumerationWriter(values: readonly string[]): ColumnWriter<string, Numbers> {
  const buffer = new NativeBuffer();
  return {
    push: (value) => buffer.u8(indexIn(values, value)),
    pushAll: (indexes, rows) => buffer.u8s(indexes, rows),
    ...buffered(buffer),
  };
}

function idsOfTexts(
  dictionary: ByteDictionary,
  { view, start, end }: Texts,
  rows: Int32Array,
  ids: Uint32Array,
): void {
  let empty = -1;
  let i = 0;
  for (const row of rows) {
    const from = start[row] ?? -1;
    if (from < 0 && empty < 0) empty = dictionary.idOfText('');
    ids[i++] = from < 0 ? empty : dictionary.idOf(view, from, end[row] ?? from);
  }
}

const firstCodes = 256;

/** Turns codes into ids of the dictionary. A code is looked up once, as long as the same list of texts comes. */
class CodeIds {
  readonly #dictionary: ByteDictionary;
  #texts: readonly string[] = [];
  /** For each code: id + 1; 0 = not looked up yet. */
  #ids = new Uint32Array(firstCodes);

  constructor(dictionary: ByteDictionary) {
    this.#dictionary = dictionary;
  }

  idsOf({ codes, texts }: Codes, rows: Int32Array, ids: Uint32Array): void {
    if (texts !== this.#texts) {
      this.#texts = texts;
      this.#ids.fill(0);
    }
    let i = 0;
    for (const row of rows) {
      const code = codes[row] ?? 0;
      const known = this.#ids[code] ?? 0;
      ids[i++] = known > 0 ? known - 1 : this.#learn(code);
    }
  }

  clear(): void {
    this.#ids = new Uint32Array(firstCodes);
  }

  #learn(code: number): number {
    const id = this.#dictionary.idOfText(this.#texts[code] ?? '');
    if (code >= this.#ids.length) {
      const more = new Uint32Array(Math.max(2 * this.#ids.length, code + 1));
      more.set(this.#ids);
      this.#ids = more;
    }
    this.#ids[code] = id + 1;
    return id;
  }
}
