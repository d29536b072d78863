import type { Kafka } from '@ringtrace/platform/kafka/client';
import { Counter, Gauge, Histogram, type Metrics } from '@ringtrace/platform/metrics/registry';
import type { FeedBlock } from '../stages/fill.ts';
import type { Persist } from '../stages/write.ts';
import { ingestBacklog } from './backlog.ts';

/** What an ingest worker counts; docs/operations.md says what each figure means. */
export interface IngestMetrics {
  /** Times every insert that `persist` does, and counts those that fail. */
  timed(persist: Persist): Persist;
  /** Counts a block whose offsets are committed. So a CDR counts once, even where a replay stores it again. */
  committed(block: FeedBlock, rows: number): void;
  /** Counts a block that was stored and not committed, because partitions were assigned anew meanwhile. */
  replayed(): void;
}

/**
 * Registers the worker's metrics. The lag is asked of Kafka at each scrape.
 * @param onInsert is told how each attempt to insert ended.
 */
export function ingestMetrics(
  metrics: Metrics,
  kafka: Kafka,
  onInsert: (table: string, error?: unknown) => void,
): IngestMetrics {
  const inserts = insertMetrics(metrics, onInsert);
  const blocks = blockMetrics(metrics);
  lagMetrics(metrics, kafka);
  return { ...inserts, ...blocks };
}

function insertMetrics(
  { registry }: Metrics,
  onInsert: (table: string, error?: unknown) => void,
): Pick<IngestMetrics, 'timed'> {
  const registers = [registry];
  const duration = new Histogram({
    name: 'ringtrace_ingest_insert_duration_seconds',
    help: 'Time one acknowledged insert took, by table.',
    labelNames: ['table'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const failures = new Counter({
    name: 'ringtrace_ingest_insert_failures_total',
    help: 'Inserts that failed and were tried again, by table.',
    labelNames: ['table'],
    registers,
  });
  return {
    timed: (persist) => (table, step) =>
      persist(table, async () => {
        const stop = duration.startTimer({ table });
        try {
          await step();
        } catch (error) {
          failures.inc({ table });
          onInsert(table, error);
          throw error;
        }
        stop();
        onInsert(table);
      }),
  };
}

function blockMetrics({ registry }: Metrics): Omit<IngestMetrics, 'timed'> {
  const registers = [registry];
  const cdrs = new Counter({
    name: 'ringtrace_ingest_cdrs_total',
    help: 'CDRs stored and committed, by carrier and outcome (accepted or dead_letter).',
    labelNames: ['carrier', 'outcome'],
    registers,
  });
  const batches = new Counter({
    name: 'ringtrace_ingest_batches_total',
    help: 'Messages stored and committed, by carrier and outcome (accepted, or dead_letter as a whole).',
    labelNames: ['carrier', 'outcome'],
    registers,
  });
  const deadLetters = new Counter({
    name: 'ringtrace_ingest_dead_letters_total',
    help: 'Dead letters (records and whole messages), by carrier and reason.',
    labelNames: ['carrier', 'reason'],
    registers,
  });
  const rowsOf = new Histogram({
    name: 'ringtrace_ingest_block_rows',
    help: 'CDRs in one committed block.',
    buckets: [1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 750_000, 1_000_000, 2_000_000],
    registers,
  });
  const delay = new Histogram({
    name: 'ringtrace_ingest_delay_seconds',
    help: "From the broker's timestamp of a message to its commit.",
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200],
    registers,
  });
  const replayed = new Counter({
    name: 'ringtrace_ingest_blocks_replayed_total',
    help: 'Blocks stored but not committed, because partitions changed hands: their messages come again.',
    registers,
  });
  return {
    committed(block, rows) {
      if (rows > 0) rowsOf.observe(rows);
      const now = Date.now();
      for (const { carrier, accepted, dead, received_at } of block.batches) {
        cdrs.inc({ carrier, outcome: 'accepted' }, accepted);
        cdrs.inc({ carrier, outcome: 'dead_letter' }, dead);
        batches.inc({ carrier, outcome: 'accepted' });
        delay.observe(Math.max(0, now - received_at) / 1_000);
      }
      for (const { carrier, reason, record_index } of block.deadLetters) {
        deadLetters.inc({ carrier, reason });
        if (record_index < 0) batches.inc({ carrier, outcome: 'dead_letter' });
      }
    },
    replayed: () => replayed.inc(),
  };
}

function lagMetrics(metrics: Metrics, kafka: Kafka): void {
  const lag = new Gauge({
    name: 'ringtrace_ingest_consumer_lag_messages',
    help: 'Messages of a carrier that its consumer group has not committed yet. Every worker tells the whole group.',
    labelNames: ['carrier'],
    registers: [metrics.registry],
  });
  metrics.beforeScrape([lag], async () => {
    const { lagByCarrier } = await ingestBacklog(kafka);
    lag.reset();
    for (const [carrier, messages] of lagByCarrier) lag.set({ carrier }, messages);
  });
}
