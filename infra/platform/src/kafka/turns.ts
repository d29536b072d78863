/** What a fetch returned from one partition. */
export interface Fetched {
  readonly topic: string;
  readonly partition: number;
  readonly messages: number;
  /** Bytes of the messages' values. */
  readonly bytes: number;
  /** Number of messages after them that were not fetched yet. */
  readonly left: number;
  /** The broker's timestamp of the last message, ms since 1970. */
  readonly timestamp: number;
}

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: number[];
}

/** Topics that are behind and read at the same time: the partitions of four fill a fetch. */
const topicsAtOnce = 4;
/** Bytes of message values that are read from a topic in its turn: a large share of a block. */
const turnBytes = 64 * 1024 * 1024;
/** A topic loses its turn where no message comes for this long, ms. */
const stalledMs = 2_000;

/** State of a partition: whether more messages wait than were fetched, and the time of the last one, ms since 1970. */
interface Progress {
  readonly isBehind: boolean;
  readonly timestamp: number;
}

/**
 * Chooses the partitions to fetch from. Topics without a backlog are always read. Topics with a backlog take turns, a
 * few at a time, and their partitions are read at about the same time of arrival. So the CDRs of a carrier in a block
 * lie close together in time, as they do without a backlog: docs/decisions/reading-in-turns.md.
 */
export class Turns {
  readonly #assigned: ReadonlyMap<string, readonly number[]>;
  readonly #progress: ReadonlyMap<string, Map<number, Progress>>;
  readonly #now: () => number;
  /** Topics whose turn it is: bytes read in this turn, and the time of the last read. */
  readonly #turns = new Map<string, { read: number; readAt: number }>();
  #last = '';

  constructor(assigned: Readonly<Record<string, readonly number[]>>, now = () => performance.now()) {
    this.#assigned = new Map(Object.entries(assigned).sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#progress = new Map(Object.keys(assigned).map((topic) => [topic, new Map()]));
    this.#now = now;
  }

  /** Notes a fetch. A partition is behind where more messages are left than were fetched. */
  fetched({ topic, partition, messages, bytes, left, timestamp }: Fetched): void {
    this.#progress.get(topic)?.set(partition, { isBehind: left > messages, timestamp });
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

  /** Whether any topic has a backlog. */
  anyBehind(): boolean {
    return [...this.#assigned.keys()].some((topic) => this.#behind(topic).length > 0);
  }

  #endTurns(): void {
    for (const [topic, { read, readAt }] of this.#turns) {
      if (this.#now() - readAt > stalledMs) this.#progress.get(topic)?.clear();
      if (read >= turnBytes || this.#behind(topic).length === 0) this.#turns.delete(topic);
    }
  }

  /** Gives turns to waiting topics in the order of their names; after the last name comes the first. */
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

  #behind(topic: string): Progress[] {
    return [...(this.#progress.get(topic)?.values() ?? [])].filter((partition) => partition.isBehind);
  }

  /**
   * Which partitions of a topic to read: those that are behind, but further ahead in time than the others, have to
   * wait.
   */
  #sideBySide(topic: string): (partition: number) => boolean {
    const times = this.#behind(topic).map((partition) => partition.timestamp);
    const middle = (Math.min(...times) + Math.max(...times)) / 2;
    const progress = this.#progress.get(topic);
    return (partition) => {
      const own = progress?.get(partition);
      return own?.isBehind !== true || own.timestamp <= middle;
    };
  }
}
