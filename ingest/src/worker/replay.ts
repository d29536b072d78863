import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas, type SchemaSource } from '@ringtrace/platform/avro/schema-source';
import { committedOffsets, listFeedTopics, partitionRanges } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { carrierOfTopic } from '@ringtrace/schemas/topics';
import { cutRows } from '../stages/cut-block.ts';
import { decodeMessage } from '../stages/decode.ts';
import { validateMessage } from '../stages/validate.ts';
import { versionOf } from '../stages/version.ts';
import { ingestGroup } from './group.ts';

/** What must be in `cdr_store` for one accepted record. */
interface Identity {
  readonly carrier: string;
  readonly start_time: number;
  readonly call_id: string;
  readonly ver: bigint;
  readonly withdrawn: boolean;
}

/** What one partition of a feed topic says, over the messages that are still in it and committed. */
export interface PartitionAccount {
  readonly carrier: string;
  readonly topic: string;
  readonly partition: number;
  /** Earliest offset that could be read; retention may have removed what was before. */
  readonly from: number;
  /** The group's committed offset: everything before it is stored. */
  readonly to: number;
  messages: number;
  /** Messages that are a dead letter as a whole; their records are not counted. */
  deadMessages: number;
  records: number;
  accepted: number;
  dead: number;
}

export interface ReplayOptions {
  readonly kafka: Kafka;
  readonly group?: string;
  readonly schemas?: SchemaSource;
  /** Messages whose schema was unknown when the worker read them: one added since changes nothing about them. */
  readonly unknownThen?: (message: FeedMessage) => boolean;
  /** Takes the identities read, at most about 100,000 and 50 days at a time: as one insert can. */
  readonly onIdentities: (rows: readonly Identity[]) => Promise<void>;
}

const knowsNothing = createBatchDecoder({ lookup: async () => undefined });
const chunkRows = 100_000;
const dayMs = 86_400_000;

/** Reads the feed topics again up to what is committed and validates every record anew, by the worker's own stages. */
export async function replayFeeds(options: ReplayOptions): Promise<PartitionAccount[]> {
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
      const validated = validateMessage(await decodeMessage(using, message));
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
