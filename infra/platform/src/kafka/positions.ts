import { committedOffsets, type PartitionOffset, partitionRanges } from './admin.ts';
import type { Kafka } from './client.ts';

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

/**
 * The next offset expected of each partition of one generation. kafkajs can hand over a fetch that was under way
 * when the assignment changed; taking it would skip what the previous generation had read and not committed.
 */
export class Positions {
  #next = new Map<string, number>();
  /** Gaps already asked for once, by partition: the offset that came instead. */
  #asked = new Map<string, number>();

  set(topic: string, partition: number, offset: number): void {
    this.#next.set(keyOf(topic, partition), offset);
  }

  /** Undefined where this generation doesn't hold the partition. */
  next(topic: string, partition: number): number | undefined {
    return this.#next.get(keyOf(topic, partition));
  }

  /**
   * What to do with a fetch that starts at `fetched`: take it, or seek back to the offset expected. The second
   * time the same gap comes it is real (retention deleted the messages) and taken.
   */
  judge(topic: string, partition: number, fetched: number): 'take' | 'gap' | { seek: number } {
    const key = keyOf(topic, partition);
    const next = this.#next.get(key);
    if (next === undefined) return { seek: fetched };
    if (fetched <= next) return 'take';
    if (this.#asked.get(key) === fetched) return 'gap';
    this.#asked.set(key, fetched);
    return { seek: next };
  }

  /** Offsets without messages (transaction markers) were passed. Moves on only where nothing is skipped. */
  pass(topic: string, partition: number, first: number, last: number): PartitionOffset | undefined {
    const next = this.next(topic, partition);
    if (next === undefined || first > next || last < next) return undefined;
    this.set(topic, partition, last + 1);
    return { topic, partition, offset: last + 1 };
  }
}

/** Where a group goes on reading the partitions it was assigned: at what it committed, else at the earliest. */
export async function loadPositions(
  kafka: Kafka,
  group: string,
  assigned: Readonly<Record<string, readonly number[]>>,
): Promise<Positions> {
  const topics = Object.keys(assigned);
  const positions = new Positions();
  const starts = new Map<string, number>();
  for (const { topic, partition, low } of await partitionRanges(kafka, topics))
    starts.set(keyOf(topic, partition), low);
  for (const { topic, partition, offset } of await committedOffsets(kafka, group, topics)) {
    starts.set(keyOf(topic, partition), offset);
  }
  for (const [topic, partitions] of Object.entries(assigned)) {
    for (const partition of partitions)
      positions.set(topic, partition, starts.get(keyOf(topic, partition)) ?? 0);
  }
  return positions;
}
