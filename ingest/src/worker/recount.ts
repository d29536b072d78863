import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas, type SchemaSource } from '@ringtrace/platform/avro/schema-source';
import { committedOffsets, listFeedTopics, partitionRanges } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { dayMs } from '@ringtrace/schemas/durations';
import { carrierOfTopic } from '@ringtrace/schemas/topics';
import { cutRows } from '../stages/cut-block.ts';
import { decodeMessage } from '../stages/decode.ts';
import { validateMessage } from '../stages/validate.ts';
import { versionOf } from '../stages/version.ts';
import { ingestGroup } from './group.ts';

/** The row that `cdr_store` must hold for one accepted record. */
interface Identity {
  readonly carrier: string;
  readonly start_time: number;
  readonly call_id: string;
  /** See `versionOf`. */
  readonly ver: bigint;
  readonly withdrawn: boolean;
}

/**
 * The counts of one partition of a feed topic. They cover the messages that are still in the topic and are committed.
 */
export interface PartitionAccount {
  readonly carrier: string;
  readonly topic: string;
  readonly partition: number;
  /** The earliest offset that could be read. Kafka's retention may have removed earlier messages. */
  readonly from: number;
  /** The group's committed offset: all messages before it are stored. */
  readonly to: number;
  messages: number;
  /** Messages that became a dead letter as a whole. Their records are not counted. */
  deadMessages: number;
  records: number;
  accepted: number;
  dead: number;
}

export interface RecountOptions {
  readonly kafka: Kafka;
  readonly group?: string;
  readonly schemas?: SchemaSource;
  /**
   * Says which messages had an unknown schema when the worker read them. They count as dead letters, even where the
   * schema was added since.
   */
  readonly unknownThen?: (message: FeedMessage) => boolean;
  /**
   * Tells the records of a message that were too old for the horizon of retention when the worker read them, by their index.
   */
  readonly tooOldThen?: (message: FeedMessage) => ReadonlySet<number> | undefined;
  /** Takes the identities, up to about 100,000 at a time and within 50 days, so that one insert can hold them. */
  readonly onIdentities: (rows: readonly Identity[]) => Promise<void>;
}

const knowsNothing = createBatchDecoder({ lookup: async () => undefined });
const chunkRows = 100_000;

/**
 * Reads the feed topics again, up to the committed offsets, and validates each record with the worker's own stages. So
 * `ringtrace verify` can compare what was accepted with what is stored. Throws where Kafka can't be reached.
 */
export async function recountFeeds(options: RecountOptions): Promise<PartitionAccount[]> {
  const { kafka, group = ingestGroup } = options;
  const accounts = await openAccounts(kafka, group);
  const decoder = createBatchDecoder(options.schemas ?? fixedSchemas());
  let rows: Identity[] = [];
  const hand = async () => {
    for (const cut of cutRows(rows, ({ start_time }) => Math.floor(start_time / dayMs)))
      await options.onIdentities(cut);
    rows = [];
  };
  await readRanges(
    kafka,
    [...accounts.values()].map(({ topic, partition, to }) => ({ topic, partition, end: to })),
    async (message) => {
      const using = options.unknownThen?.(message) === true ? knowsNothing : decoder;
      const validated = validateMessage(
        await decodeMessage(using, message),
        0,
        options.tooOldThen?.(message),
      );
      count(accounts.get(keyOf(message)), validated);
      for (const cdr of validated.accepted) {
        const { start_time, call_id, withdrawn } = cdr;
        rows.push({ carrier: validated.carrier, start_time, call_id, ver: versionOf(cdr), withdrawn });
      }
      if (rows.length >= chunkRows) await hand();
    },
  );
  await hand();
  return [...accounts.values()];
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}/${partition}`;

async function openAccounts(kafka: Kafka, group: string): Promise<Map<string, PartitionAccount>> {
  const topics = await listFeedTopics(kafka);
  const lows = new Map((await partitionRanges(kafka, topics)).map((range) => [keyOf(range), range.low]));
  const accounts = new Map<string, PartitionAccount>();
  for (const commit of await committedOffsets(kafka, group, topics)) {
    const from = lows.get(keyOf(commit)) ?? 0;
    if (commit.offset <= from) continue;
    accounts.set(keyOf(commit), {
      carrier: carrierOfTopic(commit.topic) ?? '',
      topic: commit.topic,
      partition: commit.partition,
      from,
      to: commit.offset,
      messages: 0,
      deadMessages: 0,
      records: 0,
      accepted: 0,
      dead: 0,
    });
  }
  return accounts;
}

function count(account: PartitionAccount | undefined, validated: ReturnType<typeof validateMessage>): void {
  if (account === undefined) return;
  account.messages += 1;
  if (validated.account === undefined) account.deadMessages += 1;
  account.records += validated.account?.records ?? 0;
  account.accepted += validated.account?.accepted ?? 0;
  account.dead += validated.account?.dead ?? 0;
}
