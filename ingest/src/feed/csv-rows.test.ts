import { seeded } from '@ringtrace/platform/seeded';
import { describe, expect, it } from 'vitest';
import { chunks } from './conformance/read.ts';
import { type CsvOptions, readCsvRows } from './csv-rows.ts';
import { createRows } from './row-lines.ts';
import { openValue, splitQuoted } from './split-row.ts';

const rowsOf = (text: string, options?: CsvOptions, size = () => 64 * 1024) =>
  Array.fromAsync(readCsvRows(chunks(Buffer.from(text), size), options));
const told = async (text: string, options?: CsvOptions) =>
  (await rowsOf(text, options)).map((row) =>
    'fields' in row ? [...row.fields] : `${row.line}: ${row.reason}`,
  );

describe('a value of several lines', () => {
  it.each([
    ['in the middle', 'a,b,c\n1,"two\nlines",3\n4,5,6\n', ['1', 'two\nlines', '3']],
    ['at the beginning, where the rest looks like a row', 'a,b,c\n"x\ny",2,3\n4,5,6\n', ['x\ny', '2', '3']],
    ['at the end', 'a,b,c\n1,2,"three\n"\n4,5,6\n', ['1', '2', 'three\n']],
    ['with an empty line', 'a,b,c\r\n1,"x\r\n\r\ny",3\r\n4,5,6', ['1', 'x\n\ny', '3']],
    ['with CR alone', 'a,b,c\r1,"x\ry",3\r4,5,6', ['1', 'x\ny', '3']],
    ['with quotes and separators', 'a,b,c\n1,"""x"",\n,""y""",3\n4,5,6', ['1', '"x",\n,"y"', '3']],
    ['of two values', 'a,b,c\n1,"x\ny","z\n"\n4,5,6', ['1', 'x\ny', 'z\n']],
  ])('%s belongs to its row', async (_, text, fields) => {
    expect(await told(text)).toEqual([['a', 'b', 'c'], fields, ['4', '5', '6']]);
  });

  it.each([
    ['in the last column', 'a,b,c\n1,2,"x\nforged,5,6\nz"\n4,5,6\n', ['1', '2', 'x\nforged,5,6\nz']],
    ['in the first', 'a,b,c\n"x\nforged,5,6\nz",2,3\n4,5,6\n', ['x\nforged,5,6\nz', '2', '3']],
    ['with quotes', 'a,b,c\n1,"x\n""f"",5,6\nz",3\n4,5,6\n', ['1', 'x\n"f",5,6\nz', '3']],
    ['twice', 'a,b,c\n1,"x\nf,5,6\n","g,5,6\nh,5,6\n"\n4,5,6\n', ['1', 'x\nf,5,6\n', 'g,5,6\nh,5,6\n']],
  ])('that looks like a row is no call: %s', async (_, text, fields) => {
    const expected = [['a', 'b', 'c'], fields, ['4', '5', '6']];
    expect(await told(text)).toEqual(expected);
    expect(await told(text, { quoting: 'loose-quotes' })).toHaveLength(3);
  });

  it('that looks like a row is no call in a file without a header', async () => {
    expect(await told('1,2,"x\nforged,5,6\nz"\n4,5,6\n')).toEqual([
      ['1', '2', 'x\nforged,5,6\nz'],
      ['4', '5', '6'],
    ]);
  });

  it('is read in the first row and in the last', async () => {
    expect(await told('1,"x\ny"\n1,"x\ny"')).toEqual([
      ['1', 'x\ny'],
      ['1', 'x\ny'],
    ]);
  });

  it('is named by the first line of its row', async () => {
    expect(await rowsOf('a,b\n1,"x\ny"\n2,3')).toMatchObject([
      { line: 1 },
      { line: 2, text: '1,"x\ny"' },
      { line: 4 },
    ]);
  });

  it('is read in the rows of a log and of a statement', async () => {
    const line = '^\\[[^\\]]*\\] CDR: (.*)$';
    expect(await told('[12:00] CDR: 1,"x\ny",3\n[12:01] CDR: 4,5,6', { line })).toEqual([
      ['1', 'x\ny', '3'],
      ['4', '5', '6'],
    ]);
  });
});

describe('a quote that does not end', () => {
  it.each([
    [
      'between rows',
      'a,b,c\n1,"x,3\n4,5,6\n7,8,9\n',
      [['a', 'b', 'c'], '2: has a quote that does not end', ['4', '5', '6'], ['7', '8', '9']],
    ],
    ['in the first row', '1,"x,3\n4,5,6\n', ['1: has a quote that does not end', ['4', '5', '6']]],
    ['in the last row', 'a,b\n1,"x\n', [['a', 'b'], '2: has a quote that does not end']],
    [
      'before quoted rows',
      '"a","b"\n"1","x\n"2","y"\n',
      [['a', 'b'], '2: has a quote that does not end', ['2', 'y']],
    ],
  ])('%s costs its own line', async (_, text, expected) => {
    expect(await told(text)).toEqual(expected);
  });

  it.each([
    ['at another row with one', 'a,b,c\n1,"x,3\n4,5,6\n7,"y,9\n0,1,2\n', ['4', '5', '6'], ['0', '1', '2']],
    ['at quoted values', 'a,b,c\n1,"x,3\n4,5,6\n7,"8",9\n', ['4', '5', '6'], ['7', '8', '9']],
    ['at empty ones', 'a,b,c\n1,"x,3\n4,5,6\n7,"",9\n0,1,""\n', ['4', '5', '6'], ['0', '1', '']],
  ])('takes no other row with it %s', async (_, text, ...rows) => {
    expect(await told(text)).toEqual(expect.arrayContaining(rows));
    expect(await told(text, { quoting: 'loose-quotes' })).toEqual(expect.arrayContaining(rows));
  });

  it('has each line looked through a few times, not all that is open for each', () => {
    let looked = 0;
    const rows = createRows({
      within: (text) => text,
      split: (row) => {
        looked += row.length;
        return splitQuoted(row, ',', false);
      },
      openValue: (text, from) => {
        looked += text.length - from;
        return openValue(text, ',', false, from);
      },
      joins: () => 'no',
      isPlain: () => true,
      isStrict: () => false,
    });
    const text = `",${'x'.repeat(900)},"`;
    for (let line = 1; line <= 200; line += 1) rows.add({ line, text, cut: false }, []);
    expect(looked).toBeLessThan(200 * text.length * 150);
  });

  it('leaves no half of a row that is given up', async () => {
    const long = Array.from({ length: 60 }, (_, i) => `line ${i}`).join('\n');
    const records = await told(`a,b,c\n"${long}\nend",2,3\n4,5,6\n`);
    expect(records.filter((record) => Array.isArray(record) && record.length === 3)).toEqual([
      ['a', 'b', 'c'],
      ['4', '5', '6'],
    ]);
    expect(records.at(-2)).toBe('62: may be the end of the row that line 2 begins');
  });
});

const { below, pick } = seeded(29);
const characters = ['a', 'Z', '7', ',', '"', '\n', '\n\n', ' ', 'é', "'", '\\', ';', '""', '<', '\u{1f4de}'];
const value = () => Array.from({ length: below(9) }, () => pick(characters)).join('');
const needsQuotes = (text: string) => /[",\n]|^\s|\s$/.test(text);
/** Rows as RFC 4180 has them. `all`: every value is quoted. */
const written = (rows: readonly string[][], all: boolean, lineEnd: string) =>
  rows
    .map((row) =>
      row
        .map((text) => (all || needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join(',')
        .replaceAll('\n', lineEnd),
    )
    .map((row) => `${row}${lineEnd}`)
    .join('');

describe('rows of any values', () => {
  it('are read back as they were written', async () => {
    for (let round = 0; round < 400; round += 1) {
      // More columns than a line inside a value can have. Such a line would otherwise be a row by itself.
      const width = 10 + below(5);
      const header = Array.from({ length: width + 1 }, (_, i) => `column${i}`);
      const calls = Array.from({ length: 1 + below(20) }, (_, i) => [
        `id${i}`,
        ...Array.from({ length: width }, value),
      ]);
      const rows = [header, ...calls];
      const text = written(rows, round % 2 === 0, pick(['\n', '\r\n', '\r']));
      const read = await rowsOf(text, {}, () => 1 + below(60));
      expect({ text, rows: read.map((row) => ('fields' in row ? row.fields : row)) }).toEqual({ text, rows });
    }
  });

  it('lose the damaged one alone, and one beside it that has a quote too many itself', async () => {
    for (let round = 0; round < 400; round += 1) {
      const plain = () => value().replaceAll(/["\n]/g, '') || 'x';
      const rows = Array.from({ length: 12 }, (_, i) => [`id${i}`, plain(), plain(), `end${i}`]);
      const lines = written(rows, round % 2 === 0, '\n')
        .split('\n')
        .slice(0, -1);
      const at = 1 + below(rows.length - 1);
      const bad = lines[at] ?? '';
      const offset = below(bad.length);
      lines[at] = pick([
        `${bad.slice(0, offset)}"${bad.slice(offset)}`,
        bad.slice(0, offset),
        `${bad.slice(0, offset)}${bad.slice(offset + 1)}`,
      ]);
      const read = await rowsOf(lines.join('\n'));
      const whole = read.flatMap((row) => ('fields' in row ? [row.fields.join('|')] : []));
      for (const [i, row] of rows.entries())
        if (i !== at)
          expect({ text: lines.join('\n'), whole }).toMatchObject({
            whole: expect.arrayContaining([row.join('|')]),
          });
    }
  });
});
