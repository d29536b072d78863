import { seeded } from '@ringtrace/platform/seeded';
import { forSpreadsheets } from '@ringtrace/platform/spreadsheets';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

async function* cut(bytes: Buffer, size: () => number) {
  for (let at = 0; at < bytes.length; ) {
    const length = size();
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function passed(csv: string, size: () => number = () => csv.length || 1): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of forSpreadsheets(cut(Buffer.from(csv), size))) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** As ClickHouse writes it. */
const text = (value: string) => `"${value.replaceAll('"', '""')}"`;

describe('CSV for spreadsheets', () => {
  it.each([
    '=1+1',
    '+12025550123',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=',
    '=HYPERLINK("http://x","y")',
  ])('has %j as a text', async (value) => {
    expect(await passed(`${text(value)}\n`)).toBe(`${text(`'${value}`)}\n`);
    expect(await passed(`1,${text('a')},${text(value)}`, () => 1)).toBe(`1,"a",${text(`'${value}`)}`);
  });

  it.each(['-5,+1,1.5,-inf\n', '"a","b=c","","x@y",\\N\n', '"a""=b","""=c",""""\n', '"2026-03-03"\r\n', ''])(
    'leaves %j as it is',
    async (csv) => {
      expect(await passed(csv)).toBe(csv);
      expect(await passed(csv, () => 1)).toBe(csv);
    },
  );

  it('keeps every row and every other value, however the bytes are cut', async () => {
    const random = seeded(20);
    const parts = ['=', '+', '-', '@', '"', '""', ',', '\n', 'é', '＝', 'a', "'", ';', '\t'];
    const rows = Array.from({ length: 300 }, () =>
      Array.from({ length: 3 }, () =>
        Array.from({ length: random.below(5) }, () => random.pick(parts)).join(''),
      ),
    );
    const csv = rows.map((row) => `${row.map(text).join(',')}\n`).join('');
    const expected = rows.map((row) =>
      row.map((value) => (/^[=+\-@\t\r\n＝]/.test(value) ? `'${value}` : value)),
    );
    for (const size of [() => csv.length, () => 1, () => 1 + random.below(7)])
      expect(parse(await passed(csv, size))).toEqual(expected);
  });
});
