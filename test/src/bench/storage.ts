/** `ringtrace bench storage`: bytes on disk of a stored CDR, column by column, and of all that follows from it, table by table. */
import { zstdCompressSync } from 'node:zlib';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { count, print, printJson, say, table } from 'ringtrace/output';
import { type OptionValues, parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { z } from 'zod';
import { machine } from './ingest/machine.ts';
import { onOwnStore, runBenchmark } from './run.ts';
import { nationalMessages, storeNationalTraffic } from './store/national.ts';
import { detecting } from './store/settle.ts';

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

const everyTable = defineQuery()({
  name: 'sizes of all tables',
  row: z.object({ name: z.string(), rows: z.number(), bytes: z.number() }),
  sql: `SELECT table AS name, sum(rows) AS rows, sum(bytes_on_disk) AS bytes FROM system.parts
    WHERE active AND database = currentDatabase() GROUP BY table ORDER BY bytes DESC`,
});

const span = defineQuery()({
  name: 'minutes of traffic',
  row: z.object({ minutes: z.number() }),
  sql: 'SELECT uniqExact(minute) AS minutes FROM arrivals',
});

/** Judges all that is stored, merges each table, and tells what each takes for one stored CDR and for one minute of traffic. */
async function tables(store: Store, cdrs: number) {
  await detecting(store).settle();
  for (const { name } of await store.query(everyTable, {}))
    await store.command(`OPTIMIZE TABLE ${name} FINAL`);
  const [{ minutes } = { minutes: 0 }] = await store.query(span, {});
  return (await store.query(everyTable, {})).map(({ name, rows, bytes }) => ({
    table: name,
    rows,
    bytes_per_cdr: Math.round((bytes / cdrs) * 1_000) / 1_000,
    bytes_per_minute: Math.round(bytes / Math.max(1, minutes)),
  }));
}

/** Bytes of the feeds' messages for one CDR: as they are, and as Kafka keeps them when a producer compresses them by ZSTD. */
function messageBytes(cdrs: number) {
  let bytes = 0;
  let compressed = 0;
  for (const { value } of nationalMessages({ cdrs })) {
    bytes += value?.length ?? 0;
    compressed += value === null ? 0 : zstdCompressSync(value).length;
  }
  const perCdr = (sum: number) => Math.round((sum / cdrs) * 100) / 100;
  return { avro_bytes_per_cdr: perCdr(bytes), zstd_bytes_per_cdr: perCdr(compressed) };
}

type Options = OptionValues<typeof usage.subcommands.storage.options>;

async function measure(store: Store, { cdrs, json }: Options): Promise<void> {
  await storeNationalTraffic(store, { cdrs });
  say(`${count(cdrs)} CDRs stored; merging`);
  await store.command(`OPTIMIZE TABLE ${cdrStore.name} FINAL`);
  const columns = await sizes(store);
  say('judging');
  const result = { ...columns, feed: messageBytes(cdrs), tables: await tables(store, cdrs) };
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
  print();
  print(table(result.tables));
  print();
  const { avro_bytes_per_cdr: avro, zstd_bytes_per_cdr: zstd } = result.feed;
  print(`Messages of the feeds: ${avro} B a CDR, ${zstd} B compressed by ZSTD`);
}

await runBenchmark('storage', () => {
  const { options } = parseUsage(usage.subcommands.storage, process.argv.slice(2));
  return onOwnStore('storage', ({ store }) => measure(store, options));
});
