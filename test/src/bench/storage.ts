/** `ringtrace bench storage`: bytes on disk of a stored CDR, column by column. */
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { z } from 'zod';
import { machine } from './ingest/machine.ts';
import { fail, runOnScratchStore } from './run.ts';
import { storeNationalTraffic } from './store/national.ts';

/** Ids that are random as the carriers make them: no codec helps, so they are told apart. */
const ids: readonly string[] = ['call_id', 'origid'];

const columnSizes = defineQuery<{ table: string }>()({
  name: 'sizes of columns',
  row: z.object({
    column: z.string(),
    type: z.string(),
    codec: z.string(),
    bytes: z.number(),
    raw: z.number(),
  }),
  sql: `
SELECT name AS column, type, replaceRegexpOne(compression_codec, '^CODEC\\\\((.*)\\\\)$', '\\\\1') AS codec,
  data_compressed_bytes + marks_bytes AS bytes, data_uncompressed_bytes AS raw
FROM system.columns WHERE database = currentDatabase() AND table = {table: String}
ORDER BY bytes DESC`,
});

const tableSize = defineQuery<{ table: string }>()({
  name: 'size of a table',
  row: z.object({ rows: z.number(), parts: z.number(), bytes: z.number() }),
  sql: `SELECT sum(rows) AS rows, count() AS parts, sum(bytes_on_disk) AS bytes FROM system.parts
    WHERE active AND database = currentDatabase() AND table = {table: String}`,
});

async function sizes(store: Store) {
  const [whole] = await store.query(tableSize, { table: cdrStore.name });
  if (whole === undefined || whole.rows === 0) throw new Error('nothing was stored');
  const columns = await store.query(columnSizes, { table: cdrStore.name });
  const idBytes = columns
    .filter(({ column }) => ids.includes(column))
    .reduce((sum, { bytes }) => sum + bytes, 0);
  const perRow = (bytes: number) => Math.round((bytes / whole.rows) * 100) / 100;
  return {
    rows: whole.rows,
    parts: whole.parts,
    bytes_per_row: perRow(whole.bytes),
    bytes_per_row_without_ids: perRow(whole.bytes - idBytes),
    columns: columns.map(({ bytes, raw, ...column }) => ({
      ...column,
      bytes_per_row: perRow(bytes),
      raw_bytes_per_row: perRow(raw),
    })),
  };
}

type Options = OptionValues<typeof usage.subcommands.storage.options>;

async function measure(store: Store, { cdrs, json }: Options): Promise<void> {
  await storeNationalTraffic(store, { cdrs });
  say(`${count(cdrs)} CDRs stored; merging`);
  await store.command(`OPTIMIZE TABLE ${cdrStore.name} FINAL`);
  const result = await sizes(store);
  if (json) {
    printJson({ ...result, machine: machine() });
    return;
  }
  print(table(result.columns));
  print();
  print(
    `${count(result.rows)} rows in ${result.parts} part(s): ${result.bytes_per_row} B a row, ` +
      `${result.bytes_per_row_without_ids} B without ${ids.join(' and ')}`,
  );
}

try {
  const { options } = parseUsage(usage.subcommands.storage, process.argv.slice(2));
  await runOnScratchStore('storage', ({ store }) => measure(store, options));
} catch (error) {
  fail('storage', error);
}
