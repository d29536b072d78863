import type { Store } from '@ringtrace/platform/clickhouse';
import { forSpreadsheets } from '@ringtrace/platform/spreadsheets';
import type { CoveredLegs } from './covered-legs.ts';
import type { NewFolder } from './folder.ts';
import { feedMessages, fullCalls, fullLegs, maskedCalls, maskedLegs } from './tables.ts';
import type { View } from './view.ts';

/** The tables that a view shows, with their statements. */
function tablesOf({ disclosure }: View) {
  const isMasked = disclosure.calledNumbers === 'masked';
  const legs = { name: 'legs', statement: isMasked ? maskedLegs : fullLegs };
  const calls = { name: 'calls', statement: isMasked ? maskedCalls : fullCalls };
  const messages = { name: 'messages', statement: feedMessages };
  if (disclosure.legs === 'none') return [];
  // A call is made of the legs of several carriers.
  return disclosure.legs === 'own' ? [legs, messages] : [calls, legs, messages];
}

/** Writes each table as Parquet and as CSV, as the engine streams it, and the queries beside them. */
export async function addTables(
  folder: NewFolder,
  store: Store,
  view: View,
  covered: CoveredLegs,
): Promise<void> {
  const tables = tablesOf(view);
  for (const { name, statement } of tables) {
    await folder.add(`${name}.parquet`, await store.bytes(statement, covered, 'Parquet'));
    await folder.add(`${name}.csv`, forSpreadsheets(await store.bytes(statement, covered, 'CSVWithNames')));
  }
  if (tables.length === 0) return;
  const parts = tables.map(({ name, statement }) => `-- ${name}\n${statement.sql.trim()};\n`);
  await folder.add('queries.sql', [parametersOf(covered, view), ...parts].join('\n'));
}

/** The values that the queries were asked with, as comments. Lists may hold numbers that the view hides. */
function parametersOf(covered: CoveredLegs, { disclosure }: View): string {
  const { salt: _, ...shown } = covered;
  const lines = Object.entries(shown).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value) && !(disclosure.bytes && disclosure.legs === 'all'))
      return [`-- ${name}: ${value.length === 0 ? 'an empty list' : 'a list, withheld'}`];
    return [`-- ${name}: ${JSON.stringify(value)}`];
  });
  return ['-- Parameters of the queries here and in figures.json', ...lines, ''].join('\n');
}
