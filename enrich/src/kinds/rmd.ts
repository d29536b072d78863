import { rmdStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { readTable, refuseTwice } from '../csv-table.ts';
import { type Filing, filing } from '../entries.ts';
import { defineKind } from '../reference-kind.ts';

/** Columns of the FCC's Robocall Mitigation Database export that are kept; it has some more. */
const columns = [
  'business_name',
  'frn',
  'previous_dba_names',
  'business_address',
  'other_dba_names',
  'foreign_voice_provider',
  'implementation',
  'voice_service_provider_choice',
  'gateway_provider_choice',
  'intermediate_provider_choice',
  'robocall_mitigation_contact_name',
  'contact_telephone_number',
] as const;

const yes = z
  .string()
  .regex(/^(?:yes|no|true|false|)$/i, 'must be Yes or No')
  .transform((text) => /^(?:yes|true)$/i.test(text));
const names = z.string().transform((list) =>
  list
    .split(/[;|\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

const fileRow = z.object({
  business_name: z.string().min(1, 'must not be empty'),
  frn: z.string().regex(/^\d{1,10}$/, 'must be an FCC registration number of up to 10 digits'),
  previous_dba_names: names,
  business_address: z.string(),
  other_dba_names: names,
  foreign_voice_provider: yes,
  implementation: z
    .string()
    .regex(/complete|full|partial|no|^$/i, 'must say complete, partial or no STIR/SHAKEN implementation')
    .transform(implementationOf),
  voice_service_provider_choice: yes,
  gateway_provider_choice: yes,
  intermediate_provider_choice: yes,
  robocall_mitigation_contact_name: z.string(),
  contact_telephone_number: z.string(),
});

/** The database says it in a sentence: 'Complete STIR/SHAKEN Implementation', 'Partial ...', 'No ...'. */
function implementationOf(text: string): 'complete' | 'partial' | 'none' {
  if (/partial/i.test(text)) return 'partial';
  return /complete|full/i.test(text) ? 'complete' : 'none';
}

/** Reads an export of the database. Throws ReferenceFileError, and takes nothing, where a line is wrong or stands twice. */
export function parseRmd(text: string, file: string): Filing[] {
  const rows = readTable({ text, file, columns, others: true, row: fileRow });
  refuseTwice(file, rows, 'frn and business_name', ({ frn, business_name }) => `${frn} ${business_name}`);
  return rows.map(({ value }) => ({
    frn: value.frn,
    business_name: value.business_name,
    other_names: [...value.other_dba_names, ...value.previous_dba_names],
    business_address: value.business_address,
    foreign_voice_provider: value.foreign_voice_provider,
    status: 'listed',
    implementation: value.implementation,
    roles: [
      ...(value.voice_service_provider_choice ? ['voice_service'] : []),
      ...(value.gateway_provider_choice ? ['gateway'] : []),
      ...(value.intermediate_provider_choice ? ['intermediate'] : []),
    ],
    contact: value.robocall_mitigation_contact_name,
    contact_telephone_number: value.contact_telephone_number,
  }));
}

/** The export names only who is listed: who was in an earlier one and is not in this one was removed. */
function withRemoved(now: readonly Filing[], before: readonly Filing[]): Filing[] {
  const listed = new Set(now.map(({ frn }) => frn));
  const gone = before.filter(({ frn }) => !listed.has(frn));
  return [...now, ...gone.map((entry) => ({ ...entry, status: 'removed' as const }))];
}

const legalForm = /\b(?:llc|inc|incorporated|corp|corporation|co|company|ltd|limited|lp|llp|plc)\b/g;

/** A business name without what two registers write differently: case, punctuation and legal form. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[.'’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(legalForm, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** A provider's filing by its name; one name that two filings claim belongs to neither. */
export function filingByName(filings: readonly Filing[]): (name: string) => Filing | undefined {
  const byName = new Map<string, Filing | undefined>();
  for (const entry of filings) {
    for (const name of new Set([entry.business_name, ...entry.other_names].map(plainName))) {
      const other = byName.get(name);
      const shared = byName.has(name) && other?.frn !== entry.frn;
      byName.set(name, shared ? undefined : entry);
    }
  }
  return (name) => byName.get(plainName(name));
}

export const rmd = defineKind({
  name: 'rmd',
  layout: 'the Robocall Mitigation Database as the FCC exports it (CSV)',
  table: rmdStore,
  entry: filing,
  parse: parseRmd,
  after: withRemoved,
  row: (entry: Filing, digest) => ({ digest, ...entry }),
  parts: (entries) => ({ filingOf: filingByName(entries) }),
});
