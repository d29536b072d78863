import type { ReferenceSource } from '@ringtrace/enrich/loader';
import { noTrustStore, type TrustStore } from '@ringtrace/enrich/stir/trust-store';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas, type SchemaSource } from '@ringtrace/platform/avro/schema-source';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type Commit, type ConsumerState, consumeFeeds } from '@ringtrace/platform/kafka/consumer';
import type { FeedHandler, FeedMessage } from '@ringtrace/platform/kafka/session';
import type { Logger } from '@ringtrace/platform/log';
import pLimit from 'p-limit';
import { decodeMessage } from '../stages/decode.ts';
import { enrichMessage } from '../stages/enrich-message.ts';
import type { FeedBlock } from '../stages/fill.ts';
import { type ValidatedColumns, validateColumns } from '../stages/validate.ts';
import { writeBlock } from '../stages/write.ts';
import { ingestGroup } from './group.ts';
import type { IngestMetrics } from './metrics.ts';
import { persistForever } from './persist.ts';
import type { IngestProgress } from './progress.ts';
import { Pump } from './pump.ts';
import { referenceAt } from './reference.ts';

export interface IngestOptions {
  readonly kafka: Kafka;
  readonly store: Store;
  /** The reference data in force at a start_time. */
  readonly reference: ReferenceSource;
  /** Certificates against which Identity headers are verified. Without them no header can be verified. */
  readonly trust?: TrustStore;
  /** The horizon of retention: CDRs that start before it are refused, ms since 1970. Without it, none is too old. */
  readonly acceptedFrom?: () => number;
  readonly log: Logger;
  /** Aborting ends the worker in order: it stores and commits what it has read, then leaves the consumer group. */
  readonly signal: AbortSignal;
  readonly group?: string;
  readonly schemas?: SchemaSource;
  /** Limits of a block, see PumpOptions. */
  readonly blockRows: number;
  readonly blockMs: number;
  readonly blockBytes?: number;
  /** How often the list of feed topics is looked up, ms. */
  readonly refreshMs?: number;
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly metrics?: IngestMetrics;
  /** Called at each turn of the consumer's loop. The health check needs it. */
  readonly onTurn?: (state: ConsumerState) => void;
}

/** A leaving worker waits this long for a store that does not answer, ms. Then it leaves without storing. */
const leaveMs = 8_000;

/**
 * Reads all feed topics into the store until `signal` aborts. It waits for a broker or a store that can't be reached,
 * however long that takes.
 */
export async function runIngest(options: IngestOptions): Promise<void> {
  const { kafka, group = ingestGroup, signal, refreshMs, onTurn } = options;
  await consumeFeeds({
    kafka,
    group,
    signal,
    ...(refreshMs === undefined ? {} : { refreshMs }),
    ...(onTurn === undefined ? {} : { onTurn }),
    // A block without further messages is written after a quarter of its time: a fetch must not take so long.
    waitMs: Math.ceil(options.blockMs / 8),
    handler: (commit) => feedHandler(options, commit),
  });
}

/** A signal that aborts `leaveMs` after `signal` does. */
function giveUpAfter(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  const leave = () => setTimeout(() => late.abort(), leaveMs).unref();
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return late.signal;
}

/** Takes feed messages, fills blocks with them, and commits a block's offsets once the block is stored. */
export function feedHandler(options: IngestOptions, commit: Commit): FeedHandler {
  const { store, reference, trust = noTrustStore, acceptedFrom = () => 0, log, metrics } = options;
  const decoder = createBatchDecoder(options.schemas ?? fixedSchemas());
  const forever = persistForever(log, giveUpAfter(options.signal));
  const persist = metrics?.timed(forever) ?? forever;
  const at = referenceAt(reference, forever);
  const report = progressOf(options);
  const pump = new Pump({
    ...options,
    async write(block) {
      const counts = {
        stored: block.cdrs.rows(),
        deadLetters: block.deadLetters.length,
        batches: block.batches.length,
      };
      const committed = await writeBlock(block, { store, persist, commit });
      log.debug({ ...counts, committed }, 'block stored');
      if (committed) metrics?.committed(block, counts.stored);
      else metrics?.replayed();
      report(counts);
    },
  });

  // The next message overwrites the memory that holds a message's columns. So messages are taken one at a time. This
  // also holds when a new assignment begins while the last message of the old one still waits for room.
  const inTurn = pLimit(1);

  /**
   * The steps of one message: decode, check, normalise and enrich, fill. A message of an assignment that has ended is
   * left out: its new owner reads it.
   */
  async function take(message: FeedMessage, generation: number): Promise<void> {
    await pump.room();
    const validated = validateColumns(await decodeMessage(decoder, message), acceptedFrom());
    const addCdrs = await enrichMessage(validated, at, trust);
    if (!pump.holds(generation)) return;
    const block = pump.block();
    addCdrs(block);
    fill(block, validated);
    block.done(message);
    pump.filled();
  }

  return {
    assigned: (generation) => pump.begin(generation),
    take: (message, generation) => inTurn(take, message, generation),
    passed(position, generation) {
      if (!pump.holds(generation)) return;
      pump.block().position(position);
      pump.filled();
    },
    drain: () => pump.drain(),
  };
}

function fill(block: FeedBlock, validated: ValidatedColumns): void {
  for (const row of validated.dead) block.addDeadLetter(row);
  if (validated.account !== undefined) block.addBatch(validated.account);
}

function progressOf({ onProgress }: IngestOptions): (counts: Omit<IngestProgress, 'kind'>) => void {
  const total = { kind: 'ingest' as const, stored: 0, deadLetters: 0, batches: 0 };
  return ({ stored, deadLetters, batches }) => {
    total.stored += stored;
    total.deadLetters += deadLetters;
    total.batches += batches;
    onProgress?.({ ...total });
  };
}
