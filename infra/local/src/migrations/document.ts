import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { cdrFields } from '@ringtrace/schemas/cdr';
import { tables } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';
import { meaningEverywhere, meaningIn } from './column-docs.ts';

/** What analysts query, in the order they meet it, each with the table whose definition describes its columns. */
const documented: readonly { readonly name: string; readonly describedBy: string }[] = [
  { name: 'cdr', describedBy: 'cdr_store' },
  { name: 'campaigns', describedBy: 'campaigns_store' },
  { name: 'segments', describedBy: 'segments_store' },
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
  { name: 'cases', describedBy: 'cases_store' },
  { name: 'tracebacks', describedBy: 'tracebacks_store' },
  { name: 'hops', describedBy: 'hops_store' },
  { name: 'requests', describedBy: 'requests_store' },
  { name: 'answers', describedBy: 'answers_store' },
  { name: 'actions', describedBy: 'actions_store' },
  { name: 'verdicts', describedBy: 'verdicts_store' },
  { name: 'dismissed_callers', describedBy: 'dismissed_callers_store' },
  { name: 'provider_descriptions', describedBy: 'provider_descriptions_store' },
  { name: 'demands', describedBy: 'demands_store' },
  { name: 'packages', describedBy: 'packages_store' },
  { name: 'case_events', describedBy: 'case_events_store' },
  { name: 'provider_scorecard', describedBy: 'provider_scorecard' },
  { name: 'provider_days', describedBy: 'provider_days_store' },
  { name: 'campaign_days', describedBy: 'campaign_days_store' },
  { name: 'signed_days', describedBy: 'signed_days_store' },
  { name: 'worker_troubles', describedBy: 'worker_troubles' },
];

const columnsOf = defineQuery<{ table: string }>()({
  name: 'columns of a table',
  row: z.object({ name: z.string(), type: z.string() }),
  sql: `SELECT name, type FROM system.columns
    WHERE database = currentDatabase() AND table = {table: String} ORDER BY position`,
});

const commentOf = defineQuery<{ table: string }>()({
  name: 'comment of a table',
  row: z.object({ comment: z.string() }),
  sql: 'SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = {table: String}',
});

const fieldDocs: Readonly<Record<string, { readonly doc: string }>> = cdrFields;

/**
 * What a column means. Its table's definition says it; for fields of a CDR, the feed schema does too. `column-docs.ts`
 * has the others.
 */
function meaning(table: string, column: string, describedBy: string): string {
  const definition = tables.find(({ name }) => name === describedBy)?.columns[column]?.comment;
  return meaningIn(table, column) ?? definition ?? meaningEverywhere(column) ?? fieldDocs[column]?.doc ?? '';
}

/** Views show '' as null. So a meaning that is stated of the stored column is put into the words of the column shown. */
function inWordsOf(type: string, text: string): string {
  return type.includes('Nullable') ? text.replaceAll("''", 'null') : text.replace('null =', "'' =");
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
      ({ name, type }) =>
        `| ${name} | ${shortened(type)} | ${inWordsOf(type, meaning(table, name, describedBy))} |`,
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
