import { describe, expect, it } from 'vitest';
import { createBlock, encodeRows } from './block.ts';
import {
  array,
  blob,
  bool,
  type Column,
  enumeration,
  int64,
  keyword,
  nullable,
  text,
  timeMs,
  uint16,
  uint64,
  uint64Big,
  uuid,
} from './columns.ts';
import { defineTable } from './table.ts';

const hex = (text: string) => text.replaceAll(/\s/g, '');
const name = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]).toString('hex');

/** One column `c` with these values, as hexadecimal. */
function encode<T>(column: Column<T>, values: readonly T[]): string {
  const table = defineTable({
    name: 't',
    comment: '',
    columns: { c: column },
    engine: 'Memory',
    orderBy: [],
  });
  return encodeRows(
    table,
    values.map((c) => ({ c })),
  ).toString('hex');
}
const head = (rows: number, type: string) =>
  `01${rows.toString(16).padStart(2, '0')}${name('c')}${name(type)}`;

/** Texts as ranges of one buffer; '' as a start below 0. */
function textsOf(texts: readonly string[]) {
  const bytes = Buffer.from(texts.join(''));
  let at = 0;
  const spans = texts.map((text) => {
    const start = text === '' ? -1 : at;
    at += Buffer.byteLength(text);
    return { start, end: at };
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = Int32Array.from(spans, (span) => span.start);
  return { view, start, end: Int32Array.from(spans, (span) => span.end) };
}

describe('the Native format', () => {
  it.each([
    ['UInt16', encode(uint16(), [1, 65_535]), head(2, 'UInt16'), '0100 ffff'],
    ['Bool', encode(bool(), [true, false]), head(2, 'Bool'), '01 00'],
    [
      'an enumeration, as indexes',
      encode(enumeration(['', 'A', 'B']), ['B', '']),
      head(2, "Enum8('' = 0, 'A' = 1, 'B' = 2)"),
      '02 00',
    ],
    ['Int64 below zero', encode(int64(), [-2]), head(1, 'Int64'), 'feff ffff ffff ffff'],
    [
      'UInt64 of a telephone number',
      encode(uint64(), [12_125_550_100]),
      head(1, 'UInt64'),
      Buffer.from(BigUint64Array.of(12_125_550_100n).buffer).toString('hex'),
    ],
    [
      'UInt64 over its whole range',
      encode(uint64Big(), [2n ** 64n - 1n]),
      head(1, 'UInt64'),
      'ffff ffff ffff ffff',
    ],
    ['DateTime64', encode(timeMs(), [1]), head(1, "DateTime64(3, 'UTC')"), '0100 0000 0000 0000'],
    ['String of any bytes', encode(blob(), [Uint8Array.of(0, 255)]), head(1, 'String'), '02 00ff'],
    ['String in UTF-8', encode(text(), ['é', '']), head(2, 'String'), '02 c3a9 00'],
    [
      'Nullable: where nulls are, then the values',
      encode(nullable(uint16(), 0), [null, 7]),
      head(2, 'Nullable(UInt16)'),
      '01 00 0000 0700',
    ],
    [
      'Array: the running ends, then the elements',
      encode(array(uint16()), [[1, 2], [], [3]]),
      head(3, 'Array(UInt16)'),
      '0200000000000000 0200000000000000 0300000000000000 0100 0200 0300',
    ],
    [
      'UUID: two halves, each least byte first',
      encode(uuid(), ['00112233-4455-6677-8899-aabbccddeeff', null]),
      head(2, 'UUID'),
      `7766554433221100 ffeeddccbbaa9988 ${'00'.repeat(16)}`,
    ],
    [
      'LowCardinality: version, flags, dictionary, indexes',
      encode(keyword(), ['b', 'a', 'b']),
      head(3, 'LowCardinality(String)'),
      '0100000000000000 0206000000000000 0200000000000000 0162 0161 0300000000000000 00000000 01000000 00000000',
    ],
  ])('%s', (_, actual, header, data) => {
    expect(actual).toBe(header + hex(data));
  });

  it('has the same bytes for rows and for columns', () => {
    const table = defineTable({
      name: 't',
      comment: '',
      columns: {
        flag: bool(),
        code: uint16(),
        number: uint64(),
        ver: uint64Big(),
        id: uuid(),
        at: nullable(timeMs(), 0),
        name: text(),
        trunk: keyword(),
        region: keyword(),
      },
      engine: 'Memory',
      orderBy: [],
    });
    const size = 3_000;
    const names = Array.from({ length: size }, (_, i) => (i % 7 === 0 ? '' : `${'é'.repeat(i % 200)}${i}`));
    const trunks = names.map((_, i) => `tg-${i % 999}`);
    const rows = Int32Array.from({ length: size / 2 }, (_, i) => 2 * i + 1);
    const times = names.map((_, i) => i * 1e9);
    const byRow = encodeRows(
      table,
      [...rows].map((i) => ({
        flag: i % 3 === 0,
        code: i,
        number: i * 1e11,
        ver: BigInt(i) << 40n,
        id: `00112233-4455-6677-8899-${i.toString(16).padStart(12, '0')}`,
        at: i % 5 === 0 ? null : (times[i] ?? 0),
        name: names[i] ?? '',
        trunk: trunks[i] ?? '',
        region: i % 50 < 40 ? 'US' : `R${i % 50}`,
      })),
    );
    const block = createBlock(table);
    const numbers = (of: (i: number) => number) => names.map((_, i) => of(i));
    block.pushAll(
      {
        flag: numbers((i) => (i % 3 === 0 ? 1 : 0)),
        code: numbers((i) => i),
        number: numbers((i) => i * 1e11),
        ver: Uint32Array.from(
          names.flatMap((_, i) => [
            Number((BigInt(i) << 40n) & 0xffffffffn),
            Number((BigInt(i) << 40n) >> 32n),
          ]),
        ),
        id: Uint32Array.from(names.flatMap((_, i) => [0x44556677, 0x00112233, i, 0x88990000])),
        at: {
          nulls: times.map((_, i) => (i % 5 === 0 ? 1 : 0)),
          values: times.map((t, i) => (i % 5 === 0 ? Number.NaN : t)),
        },
        name: textsOf(names),
        trunk: textsOf(trunks),
        region: {
          codes: names.map((_, i) => (i % 50 < 40 ? 0 : i % 50)),
          texts: Array.from({ length: 50 }, (_, i) => (i === 0 ? 'US' : `R${i}`)),
        },
      },
      rows,
    );
    expect(block.rows()).toBe(rows.length);
    expect(block.flush().toBuffer().equals(byRow)).toBe(true);
  });

  it('is empty after a flush, and holds many rows', () => {
    const table = defineTable({
      name: 't',
      comment: '',
      columns: { k: keyword(), n: uint64() },
      engine: 'Memory',
      orderBy: [],
    });
    const block = createBlock(table);
    for (let n = 0; n < 10_000; n += 1) block.push({ k: `k${n % 300}`, n });
    expect(block.rows()).toBe(10_000);
    const first = block.flush().toBuffer();
    expect([block.rows(), block.bytes()]).toEqual([0, 0]);
    for (let n = 0; n < 10_000; n += 1) block.push({ k: `k${n % 300}`, n });
    expect(block.flush().toBuffer()).toEqual(first);
  });
});
