import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type CsvFile, csvPieces, csvStream } from './csv.ts';

async function textOf(file: Partial<CsvFile>): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of csvPieces({ columns: ['a', 'b'], rows: [], total: 0, filters: {}, ...file }))
    pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
const rowsOf = async (file: Partial<CsvFile>): Promise<string[][]> => parse(await textOf(file));

describe('a list as CSV', () => {
  it('keeps every value apart, whatever it holds', async () => {
    const a = 'x "quoted", a;b\r\nnext line\tand a tab';
    const rows = await rowsOf({ rows: [{ a, b: 1.5 }], total: 1 });
    expect(rows).toEqual([
      ['a', 'b', 'filter'],
      ['x "quoted", a;b\\r\\nnext line\\tand a tab', '1.5', 'all 1 rows'],
    ]);
  });

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', '＝1', '\t=1', '\r=1'])(
    'has the formula %j as text, also in names and in the filter',
    async (formula) => {
      const file = {
        columns: ['a', formula],
        rows: [{ a: formula }],
        total: 1,
        filters: { [formula]: formula },
      };
      for (const line of await rowsOf(file))
        for (const cell of line) expect(cell).not.toMatch(/^[=+\-@＝\t\r]/);
    },
  );

  it('shows characters that reorder or hide text', async () => {
    const evil = 'gold\u202egpj.exe\u200b';
    const text = await textOf({ columns: ['a', evil], rows: [{ a: evil }], total: 1, filters: { evil } });
    expect(text).not.toMatch(/[\u202e\u200b]/);
    expect(text.match(/gold\\u\{202e\}gpj\.exe\\u\{200b\}/g)).toHaveLength(3);
  });

  it('says what it holds where it has no row, and where it has not all', async () => {
    expect(await rowsOf({ filters: { sip: '404' } })).toEqual([
      ['a', 'b', 'filter'],
      ['', '', 'sip=404; no rows'],
    ]);
    const [, first, second] = await rowsOf({ rows: [{ a: 1 }, { a: 2 }], total: 9 });
    expect(first?.[2]).toBe('only the first 2 of 9 rows');
    expect(second?.[2]).toBe('');
    const [, cut] = await rowsOf({ rows: [{ a: 1 }], total: 'more' });
    expect(cut?.[2]).toContain('there are more');
  });

  it('makes each row as it may be seen when that row is written', async () => {
    const rows = Array.from({ length: 20_000 }, (_, a) => ({ a, b: 'hidden' }));
    let made = 0;
    const shown = (row: unknown) => {
      made += 1;
      return { ...Object(row), b: 'seen' };
    };
    const stream = csvStream({ columns: ['a', 'b'], rows, shown, total: rows.length, filters: {} });
    const reader = stream.getReader();
    const { value } = await reader.read();
    expect(made).toBeLessThan(rows.length / 2);
    expect(String(Buffer.from(value ?? []))).toMatch(/^"a","b","filter"\n0,"seen"/);
    await reader.cancel();
  });

  it('is sent in pieces, and stops where nobody reads on', async () => {
    const rows = Array.from({ length: 20_000 }, (_, a) => ({ a, b: 'text' }));
    const reader = csvStream({ columns: ['a', 'b'], rows, total: rows.length, filters: {} }).getReader();
    const first = await reader.read();
    expect(first.value?.length).toBeLessThan(100_000);
    await reader.cancel();
    const whole = await new Response(
      csvStream({ columns: ['a', 'b'], rows, total: rows.length, filters: {} }),
    ).text();
    expect(parse(whole)).toHaveLength(20_001);
  });
});
