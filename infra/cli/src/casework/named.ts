import { find } from '@ringtrace/cases/work/find';
import { knownProvider } from '@ringtrace/cases/work/known-provider';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { Cases } from '../cases.ts';

/** Ids as records and casework have them. The reference data may lack some. */
const providersNamed = defineQuery()({
  name: 'providers that records or casework name',
  row: z.object({ provider: z.string() }),
  sql: `
    SELECT DISTINCT provider
    FROM (
      SELECT DISTINCT toString(upstream) AS provider FROM source_minutes
      UNION ALL SELECT DISTINCT toString(carrier) AS provider FROM batches
      UNION ALL SELECT DISTINCT toString(provider) AS provider FROM hops
      UNION ALL SELECT DISTINCT toString(provider) AS provider FROM actions
    )
    WHERE provider != ''
    ORDER BY provider`,
});

/** The id of the provider that somebody names by an id, an alias or a name. Throws where nothing names such a provider, or several have the name. */
export async function providerNamed(cases: Cases, said: string): Promise<string> {
  const [reference, named] = await Promise.all([
    deskOf(cases).records.providerNames(),
    cases.store.query(providersNamed, {}),
  ]);
  const ids = named.map(({ provider }) => provider);
  return cases.log.read((r) => knownProvider(r, said, { reference, named: ids }));
}

/**
 * What `read` finds of a provider, '' = of any. Where it finds nothing under the name as given, an alias or a name is looked up, and an
 * unknown one throws: "none" would hide that it is misspelt.
 */
export async function ofProvider<T>(
  cases: Cases,
  said: string | undefined,
  read: (provider: string) => Promise<T[]>,
): Promise<T[]> {
  const found = await read(said ?? '');
  if (said === undefined || found.length > 0) return found;
  const id = await providerNamed(cases, said);
  return id === said ? found : read(id);
}

/** Throws where no such case or traceback exists. */
export function checkThing({ log }: Cases, kind: 'case' | 'traceback', id: string | undefined): void {
  if (id !== undefined) log.read((r) => find(r, kind, id));
}
