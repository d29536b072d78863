import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import { providerStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { readTable, refuseTwice } from '../csv-table.ts';
import type { Provider } from '../reference.ts';
import { ReferenceFileError } from '../reference-file-error.ts';
import { defineKind } from '../reference-kind.ts';

const columns = ['provider_id', 'name', 'ocns', 'member', 'country', 'rmd', 'shaken'] as const;

const rmd = z.enum(['listed', 'removed', 'none'], { error: 'must be listed, removed or none' });
const shaken = z.enum(['complete', 'partial', 'none'], { error: 'must be complete, partial or none' });

const fileRow = z.object({
  provider_id: z.string().refine(isProviderId, `must be ${providerIdRule}`),
  name: z.string().min(1, 'must not be empty'),
  ocns: z
    .string()
    .transform((list) => list.split(/\s+/).filter((ocn) => ocn !== ''))
    .refine((list) => list.every((ocn) => /^[0-9A-Z]{4}$/.test(ocn)), {
      error: 'must be operating company numbers of four digits or capital letters, separated by spaces',
    }),
  member: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((member) => member === 'true'),
  country: z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166 country of two capital letters, such as 'US'"),
  rmd,
  shaken,
});

const storedRow = z.object({
  provider_id: z.string(),
  name: z.string(),
  ocns: z.array(z.string()),
  member: z.boolean(),
  country: z.string(),
  rmd,
  shaken,
});

/** Reads a providers file. Throws ReferenceFileError, and takes nothing, where a line is wrong or claimed twice. */
export function parseProviders(text: string, file: string): Provider[] {
  const rows = readTable({ text, file, columns, row: fileRow });
  refuseTwice(file, rows, 'provider_id', ({ provider_id }) => provider_id);
  const holderOfOcn = new Map<string, { id: string; line: number }>();
  for (const { line, value } of rows) {
    const id = value.provider_id;
    for (const ocn of value.ocns) {
      const holder = holderOfOcn.get(ocn);
      if (holder !== undefined) {
        throw new ReferenceFileError(
          `${file}:${line}: ocns: ${ocn} is claimed by '${holder.id}' on line ${holder.line} already: leave it to one provider`,
        );
      }
      holderOfOcn.set(ocn, { id, line });
    }
  }
  return rows.map(({ value }) => value);
}

export const providers = defineKind({
  name: 'providers',
  layout: `CSV with the header ${columns.join(',')}; ocns separated by spaces`,
  table: providerStore,
  entry: storedRow,
  parse: parseProviders,
  row: (provider: Provider, digest) => ({ digest, ...provider }),
  parts: (entries) => ({ providers: entries }),
});
