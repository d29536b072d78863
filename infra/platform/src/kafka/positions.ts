import { committedOffsets, type PartitionOffset, partitionRanges } from './admin.ts';
import type { Kafka } from './client.ts';

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

/**
 * The next offset expected from each partition, in one generation. kafkajs may deliver a fetch that began before the
 * assignment changed. Taking it would skip messages that the previous generation read but did not commit.
 */
export class Positions {
  #next = new Map<string, number>();
  /** By partition: the offset after a gap whose messages were already asked for once. */
  #asked = new Map<string, number>();

  set(topic: string, partition: number, offset: number): void {
    this.#next.set(keyOf(topic, partition), offset);
  }

  /** The next offset expected; undefined where the partition is not assigned in this generation. */
  next(topic: string, partition: number): number | undefined {
    return this.#next.get(keyOf(topic, partition));
  }

  /**
   * What to do with a fetch that starts at offset `fetched`: take it, or seek back to the expected offset. Where the
   * same gap comes a second time it is real (retention deleted the messages): 'gap' means that the fetch is taken too.
   */
  decide(topic: string, partition: number, fetched: number): 'take' | 'gap' | { seek: number } {
    const key = keyOf(topic, partition);
    const next = this.#next.get(key);
    if (next === undefined) return { seek: fetched };
    if (fetched <= next) return 'take';
    if (this.#asked.get(key) === fetched) return 'gap';
    this.#asked.set(key, fetched);
    return { seek: next };
  }

  /**
   * Moves past offsets without messages, such as transaction markers, from `first` to `last`. Returns the new position;
   * undefined, and no move, where messages would be skipped.
   */
  pass(topic: string, partition: number, first: number, last: number): PartitionOffset | undefined {
    const next = this.next(topic, partition);
    if (next === undefined || first > next || last < next) return undefined;
    this.set(topic, partition, last + 1);
    return { topic, partition, offset: last + 1 };
  }
}

/** The offsets at which a group goes on reading its assigned partitions: the committed ones, else the earliest. */
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
