import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseRows } from './clickhouse.ts';

const query = { name: 'calls', row: z.object({ calls: z.number() }) };

it('rows are parsed as the query states them', () => {
  expect(parseRows(query, [{ calls: 1 }, { calls: 2, more: 'x' }])).toEqual([{ calls: 1 }, { calls: 2 }]);
});

it('an answer with other columns is an error of a few lines, however many rows it has', () => {
  const answer = Array.from({ length: 10_000 }, () => ({ calls: '1' }));
  const parse = () => parseRows(query, answer);
  expect(parse).toThrow(/query calls answered with other columns[\s\S]*expected number/);
  expect(parse).toThrow(/and 9997 more\)$/);
  expect(parse).not.toThrow(/(?:[^\n]*\n){10}/);
});
