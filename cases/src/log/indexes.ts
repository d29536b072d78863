import { DatabaseSync } from 'node:sqlite';
import type { Indexes } from './index-rows.ts';
import { fileSchema } from './schema.ts';
import { type Statements, statementsOf } from './statements.ts';

/** Indexes in memory, to be filled with what the events say. */
export function emptyIndexes(): Pick<Statements, 'link' | 'stand' | 'indexes'> {
  const file = new DatabaseSync(':memory:');
  file.exec(fileSchema);
  return statementsOf(file);
}

const wayOut = "'ringtrace audit rebuild' makes the indexes anew";

/** A sentence for each difference between the indexes that follow from the events, and those that were found. */
export function* indexFaults(expected: Indexes, found: Indexes): Generator<string> {
  for (const row of expected.links())
    if (!found.hasLink(row))
      yield `the index does not find ${row.kind} ${row.id} by its ${row.field} ${row.value}: ${wayOut}`;
  for (const row of found.links())
    if (!expected.hasLink(row))
      yield `the index finds ${row.kind} ${row.id} by the ${row.field} ${row.value}, which no event of it names: ${wayOut}`;
  for (const row of expected.standings())
    if (!found.hasStanding(row))
      yield `the index does not have ${row.kind} ${row.id} as ${row.status}, which its events say: ${wayOut}`;
  for (const row of found.standings())
    if (!expected.hasStanding(row))
      yield `the index has ${row.kind} ${row.id} as ${row.status}, which its events do not say: ${wayOut}`;
}
