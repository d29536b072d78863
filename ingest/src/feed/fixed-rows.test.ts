import { describe, expect, it } from 'vitest';
import { recordsIn } from './conformance/read.ts';
import { readFixedRows } from './fixed-rows.ts';
import { mappedFormat } from './mapping/load.ts';
import type { RowsMapping } from './mapping/mapping.ts';

async function* bytes(text: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
const read = (text: string | Buffer, further = false) =>
  Array.fromAsync(readFixedRows(bytes(text), [3, 5, 2], further));

describe('rows of fixed widths', () => {
  it.each([
    ['blanks and NULs around values', ' a b c \0 d', ['a', 'b c', 'd']],
    ['characters of several bytes', 'äöüMüllex', ['äöü', 'Mülle', 'x']],
    ['characters that JavaScript counts as two', '😀bcdefghi', ['😀bc', 'defgh', 'i']],
    ['trailing blanks that were taken off', 'abcde', ['abc', 'de', '']],
    ['trailing blanks beyond the last column', 'abcdefghij   ', ['abc', 'defgh', 'ij']],
  ])('%s', async (_, text, fields) => {
    expect(await read(`${text}\n`)).toMatchObject([{ line: 1, fields }]);
  });

  it('counts characters of Latin-1 too', async () => {
    expect(await read(Buffer.from('äöüMüllex\n', 'latin1'))).toMatchObject([
      { fields: ['äöü', 'Mülle', 'x'] },
    ]);
  });

  it('refuses what stands behind the last column, unless it may', async () => {
    expect(await read('abcdefghijk\n')).toMatchObject([{ reason: 'has 11 characters; its columns have 10' }]);
    expect(await read('abcdefghijk\n', true)).toMatchObject([{ fields: ['abc', 'defgh', 'ij'] }]);
  });

  it('refuses a last line that is cut off', async () => {
    expect(await read('abcdefghij\nabcdef')).toMatchObject([
      { line: 1, fields: ['abc', 'defgh', 'ij'] },
      { line: 2, reason: expect.stringContaining('it is cut off') },
    ]);
    expect(await read('abcdefghij\nabcdefghij')).toHaveLength(2);
    expect(await read('abcdef\nabcdef')).toMatchObject([{}, { fields: ['abc', 'def', ''] }]);
  });
});

describe('widths in a mapping', () => {
  const fields = { start_time: 'begin', end_time: 'end', calling_number: 'from', called_number: 'to' };
  const line = '2026-03-03T15:00:00Z2026-03-03T15:01:00Z12025550101 12025550123 ';
  const byName = { begin: 20, end: 20, from: 12, to: 12 };

  it.each<[string, RowsMapping]>([
    ['by name', { widths: byName }],
    ['as lists', { columns: ['begin', 'end', 'from', 'to'], widths: [20, 20, 12, 12] }],
  ])('%s', async (_, rows) => {
    expect(await recordsIn(mappedFormat('switch', { rows, fields }), line)).toMatchObject([
      { cdr: { calling_number: '12025550101', called_number: '12025550123' } },
    ]);
  });

  it.each<[RowsMapping, string]>([
    [{ widths: byName, separator: ';' }, "'separator' can't be used together with 'widths'"],
    [{ widths: [1, 2] }, "a list of 2 'widths' needs a list of as many 'columns'"],
    [{ widths: [1], columns: ['a', 'b'] }, "a list of 1 'widths' needs a list of as many 'columns'"],
    [{ widths: byName, columns: ['a'] }, "write the widths as a list where there is a list of 'columns'"],
    [{ widths: { 2: 5, 1: 3 } }, 'names of digits alone lose their order'],
    [{ widths: { begin: 20 } }, "there is no column 'end'"],
  ])('are told where they do not fit: %j', (rows, message) => {
    expect(() => mappedFormat('switch', { rows, fields })).toThrow(message);
  });
});
