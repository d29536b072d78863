import { describe, expect, it } from 'vitest';
import { chunks } from './conformance/read.ts';
import { readJsonRecords } from './json-records.ts';

const split = async (text: string, list?: string, size = 64 * 1024) =>
  (
    await Array.fromAsync(
      readJsonRecords(
        chunks(Buffer.from(text), () => size),
        list,
      ),
    )
  ).flat();
const texts = async (text: string, list?: string, size?: number) =>
  (await split(text, list, size)).map((record) => record.text);

const a = '{"a": 1, "b": ["}", {"c": "\\"]"}]}';
const pretty = JSON.stringify(JSON.parse(a), null, 2);

describe('readJsonRecords', () => {
  it.each([
    ['one object', a, [a]],
    ['one on many lines', pretty, [pretty]],
    ['one a line', `${a}\n${a}\n`, [a, a]],
    ['one after the other', `${a}${a} ${pretty}`, [a, a, pretty]],
    ['an array', `[${a},\n ${pretty}, ${a}]`, [a, pretty, a]],
    ['arrays of arrays', `[[${a}],[]]\n[${a}]`, [a, a]],
    ['nothing', ' \r\n[]\n', []],
  ])('finds %s', async (_, text, expected) => {
    expect(await texts(text)).toEqual(expected);
    expect(await texts(text, undefined, 1)).toEqual(expected);
    expect(await texts(`\uFEFF${text.replaceAll('\n', '\r')}`)).toEqual(
      expected.map((record) => record.replaceAll('\n', '\r')),
    );
  });

  it.each([
    ['a page', `{"page": 0, "calls": [${a}, ${pretty}], "meta": {"x": {}}, "uri": "}"}`, [a, pretty]],
    ['pages', `{"calls": [${a}]}\n{"calls":[]}\n{"calls" :\n[ ${a} ]}`, [a, a]],
    ['an array of pages', `[{"calls": [${a}]}, {"calls": [${a}]}]`, [a, a]],
    ['a record without the list', `${a}\n{"calls": [${a}]}`, [a, a]],
    [
      'a record with the key as text',
      '{"x": "calls", "y": ["calls", [1]]}',
      ['{"x": "calls", "y": ["calls", [1]]}'],
    ],
  ])('takes the records out of %s', async (_, text, expected) => {
    expect(await texts(text, 'calls')).toEqual(expected);
    expect(await texts(text, 'calls', 1)).toEqual(expected);
  });

  it.each([
    ['a cut string', '{"a": "tr', ['{"a": "tr']],
    ['a cut object', '{"a": 1,', ['{"a": 1,\n']],
    ['brackets that do not match', '{"a": [1}', ['{"a": [1}']],
    ['no JSON', 'no record', ['no record']],
  ])('loses nothing behind %s', async (_, broken, expected) => {
    const records = await split(`${a}\n${broken}\n${pretty}\n${a}`);
    expect(records.filter((record) => record.broken).map((record) => record.text)).toEqual(expected);
    expect(records.filter((record) => !record.broken).map((record) => record.text)).toEqual([a, pretty, a]);
  });

  it.each([`[${a},`, `{"calls": [${a}`])(
    'says that a list is cut off between its records: %s',
    async (text) => {
      expect(await split(`${text}\n`, 'calls')).toEqual([
        { line: 1, text: a },
        { line: 2, text: '', broken: 'the file ends within a list of records' },
      ]);
    },
  );

  it('tells the line a record begins on', async () => {
    const records = await split(`\n${a}\r\n\r\n[\r${pretty},${a}]\nx`);
    expect(records.map((record) => record.line)).toEqual([2, 5, 13, 14]);
  });

  it('holds no more than a record can be', async () => {
    const records = await split(`{"a": "${'x'.repeat(3_000_000)}"}\n${a}`);
    expect(records.map(({ text, broken }) => [text.length < 1_300_000, broken])).toEqual([
      [true, 'is longer than a record can be'],
      [true, undefined],
    ]);
  });

  const deep = 100_000;
  const tooDeep = 'is nested more than 100 levels deep';
  it.each([
    ['a record', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['a list in a record', `{"a":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    ['a record on as many lines', `${'{"a":\n'.repeat(deep)}1${'\n}'.repeat(deep)}`],
  ])('refuses %s that is nested too deep, and nothing else', async (_, text) => {
    for (const key of [undefined, 'calls']) {
      const records = await split(`${a}\n${text}\n${a}`, key);
      expect(records.map(({ broken }) => broken)).toEqual([undefined, tooDeep, undefined]);
      expect(records[1]).toMatchObject({ line: 2, text });
    }
  });

  it.each([
    ['lists', '['.repeat(deep), undefined],
    ['lists beside the records of a page', `{"calls": [], "x": ${'['.repeat(deep)}`, 'calls'],
    ['pages in pages', '{"calls":['.repeat(deep), 'calls'],
  ])('refuses the line of %s that are nested too deep', async (_, text, key) => {
    const records = await split(`${text}\n`, key);
    expect(records[0]).toMatchObject({ line: 1, broken: tooDeep });
    expect(records.length).toBeLessThanOrEqual(2);
  });

  it('takes what is nested 100 levels deep', async () => {
    const text = `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`;
    expect(await split(`${text}\n[${a}]`)).toEqual([
      { line: 1, text },
      { line: 2, text: a },
    ]);
  });
});
