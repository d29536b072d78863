import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { cdrFields } from '@ringtrace/schemas/cdr';
import { tables } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';

/** What analysts query, in the order they meet it, each with the table whose definition describes its columns. */
const documented: readonly { readonly name: string; readonly describedBy: string }[] = [
  { name: 'cdr', describedBy: 'cdr_store' },
  { name: 'campaigns', describedBy: 'campaigns_store' },
  { name: 'campaign_calls', describedBy: 'segment_calls_store' },
  { name: 'traceback_candidates', describedBy: 'traceback_candidates_store' },
  { name: 'dead_letters', describedBy: 'dead_letters' },
  { name: 'batches', describedBy: 'batches' },
  { name: 'feed_status', describedBy: 'batches' },
  { name: 'clock_differences', describedBy: 'batches' },
  { name: 'clock_offsets', describedBy: 'batches' },
  { name: 'providers', describedBy: 'provider_store' },
  { name: 'rmd', describedBy: 'rmd_store' },
  { name: 'dno', describedBy: 'dno_store' },
  { name: 'number_blocks', describedBy: 'number_block_store' },
  { name: 'ported', describedBy: 'ported_store' },
  { name: 'toll_free', describedBy: 'toll_free_store' },
  { name: 'known_callers', describedBy: 'known_caller_store' },
  { name: 'complaints', describedBy: 'complaint_store' },
  { name: 'area_codes', describedBy: 'area_code_store' },
  { name: 'reference_versions', describedBy: 'reference_versions' },
  { name: 'source_minutes', describedBy: 'source_minutes_store' },
  { name: 'busy_numbers', describedBy: 'busy_numbers_store' },
  { name: 'worker_troubles', describedBy: 'worker_troubles' },
];

const columnsOf = defineQuery<{ table: string }>()({
  name: 'columns of a table',
  row: z.object({ name: z.string(), type: z.string(), comment: z.string() }),
  sql: `SELECT name, type, comment FROM system.columns
    WHERE database = currentDatabase() AND table = {table: String} ORDER BY position`,
});

const commentOf = defineQuery<{ table: string }>()({
  name: 'comment of a table',
  row: z.object({ comment: z.string() }),
  sql: 'SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = {table: String}',
});

const fieldDocs: Readonly<Record<string, { readonly doc: string }>> = cdrFields;

/** Columns that only a view has. */
const computed: Readonly<Record<string, string>> = {
  neighbor_spoof_7: 'calling and called share the thousands block NPA-NXX-X as well',
};

/** A view's columns carry no comments of their own: its table's hold, else the feed's description of the field. */
function meaning(column: string, describedBy: string): string {
  const table = tables.find(({ name }) => name === describedBy);
  return table?.columns[column]?.comment ?? fieldDocs[column]?.doc ?? computed[column] ?? '';
}

const textsShown = 16;

/** An enumeration of many texts, such as all countries, says how many. */
function shortened(type: string): string {
  const texts = type.startsWith('Enum8(') ? type.split(', ').length : 0;
  return texts > textsShown ? `Enum8 of ${texts} texts` : type;
}

async function section(store: Store, table: string, describedBy: string): Promise<string> {
  const [about] = await store.query(commentOf, { table });
  const columns = await store.query(columnsOf, { table });
  return [
    `## ${table}\n`,
    `${about?.comment ?? ''}\n`,
    '| column | type | meaning |',
    '|---|---|---|',
    ...columns.map(
      ({ name, type, comment }) =>
        `| ${name} | ${shortened(type)} | ${comment || meaning(name, describedBy)} |`,
    ),
    '',
  ].join('\n');
}

/** docs/tables.md, out of a migrated store. */
export async function documentTables(store: Store): Promise<string> {
  const head =
    '# What analysts query\n\nDatabase `ringtrace`. Times are UTC. This page is made from the table definitions in `schemas/src/tables`; a test keeps\nit so, and `npm run docs` writes it anew.\n';
  const sections: string[] = [];
  for (const { name, describedBy } of documented) sections.push(await section(store, name, describedBy));
  return [head, ...sections].join('\n');
}
