/** What a fetch brought of one partition. */
export interface Fetched {
  readonly topic: string;
  readonly partition: number;
  readonly messages: number;
  /** Of these messages' values. */
  readonly bytes: number;
  /** How many more messages wait there. */
  readonly left: number;
  /** The broker's, of the last message; ms since 1970. */
  readonly timestamp: number;
}

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: number[];
}

/** Their partitions together fill a fetch. */
const topicsAtOnce = 4;
/** So much of a topic is read in its turn, bytes of message values: a good part of a block. */
const turnBytes = 64 * 1024 * 1024;
/** A topic of which nothing comes keeps its turn no longer, ms. */
const stalledMs = 2_000;

interface Place {
  readonly isBehind: boolean;
  readonly timestamp: number;
}

/**
 * Which partitions to fetch from: those that are caught up always; of topics that lie behind a few at a time, and each one's
 * partitions side by side in time. So a block holds of each carrier CDRs of a time of their own, as it does where nobody
 * lies behind: docs/decisions/reading-in-turns.md.
 */
export class Turns {
  readonly #assigned: ReadonlyMap<string, readonly number[]>;
  readonly #places: ReadonlyMap<string, Map<number, Place>>;
  readonly #now: () => number;
  /** Topics whose turn it is: bytes read in it, and when last. */
  readonly #turns = new Map<string, { read: number; readAt: number }>();
  #last = '';

  constructor(assigned: Readonly<Record<string, readonly number[]>>, now = () => performance.now()) {
    this.#assigned = new Map(Object.entries(assigned).sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#places = new Map(Object.keys(assigned).map((topic) => [topic, new Map()]));
    this.#now = now;
  }

  /** Takes note of a fetch. A partition lies behind where more waits there than was fetched. */
  fetched({ topic, partition, messages, bytes, left, timestamp }: Fetched): void {
    this.#places.get(topic)?.set(partition, { isBehind: left > messages, timestamp });
    const turn = this.#turns.get(topic);
    if (turn !== undefined) this.#turns.set(topic, { read: turn.read + bytes, readAt: this.#now() });
  }

  /** The partitions to fetch from next. */
  next(): TopicPartitions[] {
    this.#endTurns();
    this.#startTurns();
    return [...this.#assigned].flatMap(([topic, partitions]) =>
      this.#turns.has(topic) || this.#behind(topic).length === 0
        ? [{ topic, partitions: partitions.filter(this.#sideBySide(topic)) }]
        : [],
    );
  }

  #endTurns(): void {
    for (const [topic, { read, readAt }] of this.#turns) {
      if (this.#now() - readAt > stalledMs) this.#places.get(topic)?.clear();
      if (read >= turnBytes || this.#behind(topic).length === 0) this.#turns.delete(topic);
    }
  }

  /** In order of the topics' names, round and round. */
  #startTurns(): void {
    const waiting = [...this.#assigned.keys()].filter(
      (topic) => !this.#turns.has(topic) && this.#behind(topic).length > 0,
    );
    const first = waiting.findIndex((topic) => topic > this.#last);
    const inTurn = first < 0 ? waiting : [...waiting.slice(first), ...waiting.slice(0, first)];
    for (const topic of inTurn.slice(0, topicsAtOnce - this.#turns.size)) {
      this.#turns.set(topic, { read: 0, readAt: this.#now() });
      this.#last = topic;
    }
  }

  #behind(topic: string): Place[] {
    return [...(this.#places.get(topic)?.values() ?? [])].filter((place) => place.isBehind);
  }

  /** Partitions far ahead of others of their topic that lie behind wait for these. */
  #sideBySide(topic: string): (partition: number) => boolean {
    const times = this.#behind(topic).map((place) => place.timestamp);
    const middle = (Math.min(...times) + Math.max(...times)) / 2;
    const places = this.#places.get(topic);
    return (partition) => {
      const place = places?.get(partition);
      return place?.isBehind !== true || place.timestamp <= middle;
    };
  }
}
