import { randomUUID } from 'node:crypto';
import { type BatchDecoder, createBatchDecoder, encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { DecodeError } from '@ringtrace/platform/avro/decode-error';
import { createRecordDecoder, type RecordDecoder } from '@ringtrace/platform/avro/record-codec';
import { fixedSchemas, type SchemaSource } from '@ringtrace/platform/avro/schema-source';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import type { OutgoingMessage } from '@ringtrace/platform/kafka/producer';
import { openTransactional, type TransactionalProducer } from '@ringtrace/platform/kafka/transactional';
import { batchLimits, type Cdr } from '@ringtrace/schemas/cdr';
import { type DeadLetterRow, deadLetters } from '@ringtrace/schemas/tables/feed';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { checkRecord } from '../stages/check.ts';
import { cutRows } from '../stages/cut-block.ts';
import { decodeMessage } from '../stages/decode.ts';
import { validateMessage } from '../stages/validate.ts';
import { readHorizon } from './horizon.ts';
import { type DeadLetterKey, deadLetterId, markOf, readMarks } from './replay-marks.ts';

export interface DeadLetterReplay {
  readonly kafka: Kafka;
  readonly store: Store;
  readonly schemas?: SchemaSource;
  /** Only those of this carrier; of all where it is left out. */
  readonly carrier?: string | undefined;
}

/** The result of a replay of dead letters. */
export interface ReplayedDeadLetters {
  /** Dead letters whose record or message was sent to its topic again. */
  replayed: number;
  /** Dead letters that would be refused again without a change. They stay open. */
  stillDead: number;
}

/** The topic `only`, or all where that is ''. */
const pageSql = (limit: number, condition: string) => `
  SELECT carrier, topic, partition, offset, record_index, field, reason, detail, base64Encode(original) AS original,
    writer_schema, source, toUnixTimestamp64Milli(produced_at) AS produced_at,
    toUnixTimestamp64Milli(received_at) AS received_at, status, ver
  FROM dead_letters FINAL
  WHERE status = 'open' AND ${condition} AND ({only: String} = '' OR topic = {only: String})
    AND (topic, partition, offset, record_index) > ({topic: String}, {partition: Int32}, {offset: Int64}, {record_index: Int32})
  ORDER BY topic, partition, offset, record_index
  LIMIT ${limit}`;

const row = z.object({
  carrier: z.string(),
  topic: z.string(),
  partition: z.number(),
  offset: z.number(),
  record_index: z.number(),
  field: z.string(),
  reason: z.string(),
  detail: z.string(),
  original: z.string().transform((text): Uint8Array => Buffer.from(text, 'base64')),
  writer_schema: z.string(),
  source: z.string(),
  produced_at: z.number(),
  received_at: z.number(),
  status: z.string(),
  ver: z.number(),
});

// A dead letter that is a whole message can have 1 MB. So a page holds fewer of these.
type Page = DeadLetterKey & { only: string };
const openMessages = defineQuery<Page>()({
  name: 'open dead messages',
  sql: pageSql(20, 'record_index < 0'),
  row,
});
const openRecords = defineQuery<Page>()({
  name: 'open dead records',
  sql: pageSql(10_000, 'record_index >= 0'),
  row,
});

/** The transactional id. Kafka allows one producer with this id at a time, so two replays can't run at once. */
const replayer = 'ringtrace-replay';

/**
 * Sends open dead letters to their topics again: a whole message as it came, single records in new batches of their
 * source. Only what would be accepted now is sent, so a replay without a fix changes nothing.
 * Each dead letter is sent once. The messages and the mark "these were sent" are one Kafka transaction. The store is
 * told afterwards. If the process ends in between, the next replay reads the mark and tells the store. Marks that the
 * store knows of are dropped at the end.
 * Those of one carrier alone: where marks of other carriers are left, the store is told of these too, as all marks are dropped.
 * Throws where another replay starts meanwhile (the older one ends), or where Kafka or the store can't be reached.
 */
export async function replayDeadLetters(options: DeadLetterReplay): Promise<ReplayedDeadLetters> {
  const { kafka, store, schemas = fixedSchemas(), carrier } = options;
  const topic = carrier === undefined ? '' : feedTopic(carrier);
  const producer = await openTransactional(kafka, replayer);
  try {
    const marks = await readMarks(kafka);
    const sink = { store, producer, sent: marks.ids, topic, total: { replayed: 0, stillDead: 0 } };
    const only = marks.hasOthers(topic) ? '' : topic;
    const decoder = createBatchDecoder(schemas);
    const acceptedFrom = await readHorizon(store);
    const records = createRecordDecoder(schemas);
    const sequences = new Map<string, number>();
    for await (const page of pages(store, openMessages, only)) {
      await send(page, sink, (rows) => messagesAgain(rows, decoder, acceptedFrom));
    }
    for await (const page of pages(store, openRecords, only)) {
      await send(page, sink, (rows) => recordsAgain(rows, records, { sequences, acceptedFrom }));
    }
    await marks.drop();
    return sink.total;
  } finally {
    await producer.close();
  }
}

async function* pages(
  store: Store,
  query: typeof openRecords,
  only: string,
): AsyncGenerator<DeadLetterRow[]> {
  let after: DeadLetterKey = { topic: '', partition: -1, offset: -1, record_index: -2 };
  for (;;) {
    const { topic, partition, offset, record_index } = after;
    const page = await store.query(query, { topic, partition, offset, record_index, only });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last;
  }
}

interface Resend {
  readonly rows: readonly DeadLetterRow[];
  readonly message: OutgoingMessage;
}

interface Sink {
  readonly store: Store;
  readonly producer: TransactionalProducer;
  /** Ids of dead letters that an earlier replay sent again. In the store they may still be open. */
  readonly sent: ReadonlySet<string>;
  /** What is sent again is of this topic; '' = of any. */
  readonly topic: string;
  readonly total: ReplayedDeadLetters;
}

async function send(
  page: readonly DeadLetterRow[],
  { store, producer, sent, topic, total }: Sink,
  again: (rows: readonly DeadLetterRow[]) => Promise<Resend[]>,
): Promise<void> {
  const before = page.filter((row) => sent.has(deadLetterId(row)));
  const open = page.filter((row) => !sent.has(deadLetterId(row)) && (topic === '' || row.topic === topic));
  const messages = await again(open);
  const rows = messages.flatMap((one) => one.rows);
  if (rows.length > 0) await producer.send([...messages.map(({ message }) => message), markOf(rows)]);
  await markReplayed(store, [...before, ...rows]);
  total.replayed += rows.length;
  total.stillDead += open.length - rows.length;
}

/** The version of a dead letter that was sent again: it holds over each version that closed the letter, or opened it again. */
const replayedVersion = 255;

/**
 * Writes the newest version of each row. It also holds over one that closed the letter meanwhile: the letter was sent.
 * `dead_letters` is partitioned by month.
 */
async function markReplayed(store: Store, rows: readonly DeadLetterRow[]): Promise<void> {
  const replayed = rows.map((one) => ({ ...one, status: 'replayed', ver: replayedVersion }));
  for (const cut of cutRows(replayed, ({ received_at }) => new Date(received_at).toISOString().slice(0, 7))) {
    await store.insertRows(deadLetters, cut);
  }
}

/** Messages of which at least one record would be accepted now. */
async function messagesAgain(
  page: readonly DeadLetterRow[],
  decoder: BatchDecoder,
  acceptedFrom: number,
): Promise<Resend[]> {
  const again: Resend[] = [];
  for (const dead of page) {
    const { topic, partition, offset, source } = dead;
    const value = Buffer.from(dead.original);
    const message = { topic, partition, offset, timestamp: Date.now(), value };
    const { accepted } = validateMessage(await decodeMessage(decoder, message), acceptedFrom);
    if (accepted.length > 0)
      again.push({ rows: [dead], message: { topic, key: source === '' ? null : source, value } });
  }
  return again;
}

/** Records that would be accepted now, in batches. A batch has records of one topic, source and time of production. */
async function recordsAgain(
  page: readonly DeadLetterRow[],
  decoder: RecordDecoder,
  { sequences, acceptedFrom }: { sequences: Map<string, number>; acceptedFrom: number },
): Promise<Resend[]> {
  const good: { row: DeadLetterRow; cdr: Cdr }[] = [];
  for (const dead of page) {
    const cdr = await acceptable(dead, decoder, acceptedFrom);
    if (cdr !== undefined) good.push({ row: dead, cdr });
  }
  const groups = Map.groupBy(good, ({ row: { topic, source, produced_at } }) =>
    JSON.stringify([topic, source, produced_at]),
  );
  return [...groups.values()].flatMap(cutBatches).map((group) => batchOf(group, sequences));
}

/** The record, where it can be decoded and passes the checks now. */
async function acceptable(
  dead: DeadLetterRow,
  decoder: RecordDecoder,
  acceptedFrom: number,
): Promise<Cdr | undefined> {
  try {
    const cdr = await decoder.decode(dead.writer_schema, Buffer.from(dead.original));
    return checkRecord(cdr, dead.produced_at, acceptedFrom) === undefined ? cdr : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

type Good = readonly { row: DeadLetterRow; cdr: Cdr }[];

/**
 * Cuts a group into batches within the limits. Only half of the byte limit is used: a record may become larger when it
 * is written with the current schema.
 */
function cutBatches(group: Good): Good[] {
  const cuts: { row: DeadLetterRow; cdr: Cdr }[][] = [[]];
  let bytes = 0;
  for (const one of group) {
    const current = cuts.at(-1) ?? [];
    bytes += one.row.original.length;
    if (current.length > 0 && (current.length >= batchLimits.records || bytes > batchLimits.bytes / 2)) {
      cuts.push([one]);
      bytes = one.row.original.length;
    } else current.push(one);
  }
  return cuts.filter((cut) => cut.length > 0);
}

/**
 * A batch with a source of its own, `replay:<source>`. With the original source, its sequence numbers would look like
 * gaps or repeats of that source.
 */
function batchOf(group: Good, sequences: Map<string, number>): Resend {
  const { topic = '', source = '', produced_at = 0 } = group[0]?.row ?? {};
  const own = source.startsWith('replay:') ? source : `replay:${source}`.slice(0, 256);
  const sequence = (sequences.get(`${topic} ${own}`) ?? 0) + 1;
  sequences.set(`${topic} ${own}`, sequence);
  const value = encodeBatch({
    batch_id: randomUUID(),
    source: own,
    sequence,
    produced_at,
    records: group.map(({ cdr }) => cdr),
  });
  return { rows: group.map((one) => one.row), message: { topic, key: own, value } };
}
