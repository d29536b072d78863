import { createHash } from 'node:crypto';
import { hashOf, noHash } from './chain.ts';
import type { EventRow } from './event-row.ts';
import type { Indexes } from './index-rows.ts';
import { emptyIndexes, indexFaults } from './indexes.ts';
import { namedBytes } from './links.ts';
import { Replay } from './replay.ts';

/** What a check of the log found. */
export interface LogCheck {
  readonly events: number;
  /** Hash of the last event: who has noted it can tell later that nothing before it was changed. */
  readonly head: string;
  /** A sentence for each fault; the first one names the earliest entry that was changed. */
  readonly faults: readonly string[];
}

/** Bytes that events name by their SHA-256. */
type Bytes = (sha256: string) => Uint8Array | undefined;
/** SHA-256 of the bytes that are kept under a name, computed anew; undefined where there are none. */
type Digest = (sha256: string) => string | undefined;

const mostFaults = 20;

/** Checks a log entry by entry. It remembers the newest state of each thing and what its indexes must hold, and no entries. */
export class LogChecker {
  readonly #digest: Digest;
  readonly #faults: string[] = [];
  readonly #indexes: Indexes | undefined;
  readonly #expected = emptyIndexes();
  readonly #replay: Replay;
  #events = 0;
  #head = noHash;

  /** @param indexes of the log; undefined = a log without any, such as an exported one */
  constructor(digest: Digest, indexes?: Indexes) {
    this.#digest = digest;
    this.#indexes = indexes;
    this.#replay = new Replay(indexes === undefined ? undefined : this.#expected);
  }

  /** The next entry. */
  take(row: EventRow): void {
    const wrong =
      faultOf(row, this.#events + 1, this.#head) ??
      followFault(row, this.#replay) ??
      bytesFault(row, this.#digest);
    if (wrong !== undefined && this.#faults.length < mostFaults)
      this.#faults.push(`entry ${row.sequence}: ${wrong}`);
    this.#events = row.sequence;
    this.#head = row.hash;
  }

  /** Entries that were taken, and the hash of the newest of them. */
  get events(): number {
    return this.#events;
  }
  get head(): string {
    return this.#head;
  }

  /** What was found in all entries that were taken. Indexes are compared where the entries themselves are as they were written. */
  check(of: 'entries and indexes' | 'entries alone' = 'entries and indexes'): LogCheck {
    const inIndexes =
      this.#indexes === undefined || this.#faults.length > 0 || of === 'entries alone'
        ? []
        : indexFaults(this.#expected.indexes, this.#indexes).take(mostFaults);
    return { events: this.#events, head: this.#head, faults: [...this.#faults, ...inIndexes] };
  }
}

/** What bytes are, computed anew. */
export const digestIn =
  (bytes: Bytes): Digest =>
  (sha256) => {
    const kept = bytes(sha256);
    return kept === undefined ? undefined : createHash('sha256').update(kept).digest('hex');
  };

/**
 * Checks a log from its first event: the chain of hashes, that no event is missing, that each can follow the one before in its
 * stream, and that the bytes it names are there unchanged.
 */
export function verifyRows(rows: Iterable<EventRow>, bytes: Bytes, indexes?: Indexes): LogCheck {
  const checker = new LogChecker(digestIn(bytes), indexes);
  for (const row of rows) checker.take(row);
  return checker.check();
}

function faultOf(row: EventRow, expected: number, before: string): string | undefined {
  if (row.sequence !== expected) return `entry ${expected} is missing before it`;
  const { hash, ...said } = row;
  return hashOf(before, said) === hash
    ? undefined
    : `${row.type} of ${row.kind} ${row.id} by ${row.actor} was changed after it was written, or an entry before it was replaced`;
}

function followFault(row: EventRow, replay: Replay): string | undefined {
  try {
    replay.take(row);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function bytesFault(row: EventRow, digest: Digest): string | undefined {
  for (const sha256 of namedBytes(row)) {
    const found = digest(sha256);
    if (found === undefined) return `the bytes ${sha256} that it names are missing`;
    if (found !== sha256) return `the bytes kept as ${sha256} were changed`;
  }
  return undefined;
}
