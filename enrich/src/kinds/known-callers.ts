import { knownCallerStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { readTable, refuseTwice } from '../csv-table.ts';
import { normaliseNumber } from '../number.ts';
import { defineKind } from '../reference-kind.ts';

const columns = ['number', 'owner', 'purpose'] as const;

const fileRow = z.object({
  number: z
    .string()
    .transform(normaliseNumber)
    .refine((n) => n > 0, "is no number: write it as '+12025550123'"),
  owner: z.string().min(1, 'must not be empty'),
  purpose: z.string().min(1, 'must not be empty'),
});
const storedRow = z.object({ number: z.number(), owner: z.string(), purpose: z.string() });
export type KnownCaller = z.infer<typeof storedRow>;

/**
 * Reads a known-callers file. Throws ReferenceFileError where a line is wrong or a number comes twice; nothing is taken
 * then.
 */
export function parseKnownCallers(text: string, file: string): KnownCaller[] {
  const rows = readTable({ text, file, columns, row: fileRow });
  refuseTwice(file, rows, 'number', ({ number }) => String(number));
  return rows.map(({ value }) => value);
}

export const knownCallers = defineKind({
  name: 'known-callers',
  layout: `CSV with the header ${columns.join(',')}`,
  table: knownCallerStore,
  entry: storedRow,
  parse: parseKnownCallers,
  row: (caller: KnownCaller, digest) => ({ digest, ...caller }),
});
