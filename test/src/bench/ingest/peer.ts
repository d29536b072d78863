import { availableParallelism } from 'node:os';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { committedOffsets, partitionRanges } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { pause } from '@ringtrace/platform/pause';
import { z } from 'zod';
import type { OwnStack } from '../../ingest/stack.ts';
import { providerNames } from '../traffic/network.ts';
import { checkAccount } from './account.ts';
import { withDatabase } from './database.ts';
import { avroTopic } from './fill.ts';
import { joined } from './group.ts';
import { Meter } from './meter.ts';
import * as sql from './peer-sql.ts';
import { type Bench, type Run, runBetween } from './run.ts';
import { settled } from './settle.ts';

/** One consumer thread for each core. Blocks are as large as ours, and filled for as long. */
const settings = {
  kafka_num_consumers: availableParallelism(),
  kafka_thread_per_consumer: 1,
  kafka_max_block_size: 500_000,
  kafka_poll_max_batch_size: 1_000,
  kafka_flush_interval_ms: 2_000,
} as const;

/** ClickHouse's own Kafka table engine, with views that do the work of our worker and of our rollups. */
export async function peer(bench: Bench): Promise<Run> {
  const { stack, round } = bench;
  return withDatabase(stack, `peer_${round}`, async (store) => {
    await createTables(store, stack);
    const meter = new Meter({ engine: stack.engine().pid, broker: stack.broker().pid });
    try {
      return await measure(bench, store, meter);
    } finally {
      meter.stop();
      await store.command('DROP TABLE IF EXISTS feed SYNC');
    }
  });
}

async function measure({ stack, round, fed }: Bench, store: Store, meter: Meter): Promise<Run> {
  const group = `peer-${round}`;
  await store.command(kafkaTable(stack, group));
  // The engine begins to read once a view selects from its table.
  await store.command(`CREATE MATERIALIZED VIEW check_mv TO checked AS ${sql.check}`);
  await joined(stack.kafka, group);
  const start = meter.read();
  await committedAll(stack.kafka, group, store);
  const stored = meter.read();
  const { end, parts } = await settled(store, meter);
  const answers = await checkAccount(store, fed);
  return runBetween({ fed, start, stored, end, parts, answers });
}

function kafkaTable(stack: OwnStack, group: string): string {
  const own = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  const { brokers, user } = stack.kafka.access;
  return `CREATE TABLE feed (${sql.feedColumns}) ENGINE = Kafka SETTINGS
    kafka_broker_list = '${brokers.join(',')}', kafka_security_protocol = 'sasl_plaintext',
    kafka_sasl_mechanism = 'PLAIN', kafka_sasl_username = '${user?.username}', kafka_sasl_password = '${user?.password}',
    kafka_topic_list = '${providerNames.map(avroTopic).join(',')}',
    kafka_group_name = '${group}', kafka_format = 'Avro', kafka_handle_error_mode = 'stream', ${own.join(', ')}`;
}

async function createTables(store: Store, stack: OwnStack): Promise<void> {
  const { user, password } = stack.engine().readWrite;
  const source = (query: string) =>
    `SOURCE(CLICKHOUSE(DB '${store.database}' USER '${user}' PASSWORD '${password}' QUERY '${query}')) LIFETIME(0)`;
  const statements = [
    'CREATE TABLE plan_rows (npa UInt64, valid UInt8, region String, line_type String) ENGINE = MergeTree ORDER BY npa',
    `INSERT INTO plan_rows VALUES ${sql.planRows.join(', ')}`,
    `CREATE DICTIONARY plan (npa UInt64, valid UInt8, region String, line_type String) PRIMARY KEY npa
      ${source(`SELECT * FROM ${store.database}.plan_rows`)} LAYOUT(FLAT())`,
    `CREATE DICTIONARY provider (provider_id String, rmd String) PRIMARY KEY provider_id
      ${source(`SELECT provider_id, rmd FROM ${store.database}.provider_store`)} LAYOUT(COMPLEX_KEY_HASHED())`,
    `CREATE DICTIONARY ocn_holder (ocn String, provider_id String) PRIMARY KEY ocn
      ${source(`SELECT arrayJoin(ocns) AS ocn, provider_id FROM ${store.database}.provider_store`)} LAYOUT(COMPLEX_KEY_HASHED())`,
    `CREATE TABLE checked (${sql.feedColumns}, topic LowCardinality(String), partition UInt64, offset UInt64,
      error String, raw String, fault LowCardinality(String)) ENGINE = Null`,
    sql.sourceMinutesTable,
    sql.numbersTable,
    ...sql.views,
    `CREATE MATERIALIZED VIEW source_minutes_mv TO source_minutes_live AS ${sql.sourceMinutes}`,
    `CREATE MATERIALIZED VIEW numbers_mv TO numbers_live AS ${sql.numbers}`,
    `CREATE MATERIALIZED VIEW accept_mv TO cdr_store AS ${sql.accept}`,
    `CREATE MATERIALIZED VIEW refuse_mv TO dead_letters AS ${sql.refuse}`,
  ];
  for (const statement of statements) await store.command(statement);
}

const failure = defineQuery<{ database: string }>()({
  name: 'last failure of the Kafka engine',
  sql: `SELECT arrayJoin(exceptions.text) AS text FROM system.kafka_consumers
    WHERE database = {database: String} LIMIT 1`,
  row: z.object({ text: z.string() }),
});

const lookMs = 200;
const stuckMs = 120_000;

/**
 * Returns when the engine has committed every message. It commits when all views have stored the message's rows. Throws
 * when nothing has changed for a while.
 */
async function committedAll(kafka: Kafka, group: string, store: Store): Promise<void> {
  const topics = providerNames.map(avroTopic);
  const messages = sum((await partitionRanges(kafka, topics)).map(({ end }) => end));
  let last = -1;
  for (let movedAt = performance.now(); performance.now() - movedAt < stuckMs; await pause(lookMs)) {
    const committed = sum((await committedOffsets(kafka, group, topics)).map(({ offset }) => offset));
    if (committed >= messages) return;
    if (committed !== last) movedAt = performance.now();
    last = committed;
  }
  const [why] = await store.query(failure, { database: store.database });
  throw new Error(
    `the Kafka engine committed ${last} of ${messages} messages and then no more: ${why?.text.split('Stack trace')[0] ?? 'it says nothing'}`,
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
