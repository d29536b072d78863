import { createHash } from 'node:crypto';
import { foldOne } from '../fold/all.ts';
import type { CaseEvent, States } from '../model/events.ts';
import type { Kind } from '../model/ids.ts';
import { hashOf, noHash } from './chain.ts';
import { type EventRow, eventFrom, kindOf } from './event-row.ts';

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
/** Bytes that the log keeps. A manifest's hash is not among them: manifests lie in their packages. */
const keptBytes = /"sha256":"([0-9a-f]{64})"/g;

type StatesByThing = Map<string, { version: number; state: States[Kind] }>;

/** SHA-256 of the kept bytes that an event names. */
export const namedBytes = ({ data }: Pick<EventRow, 'data'>): string[] =>
  [...data.matchAll(keptBytes)].map(([, sha256 = '']) => sha256);

/** Checks a log entry by entry. It remembers the newest state of each thing, and no entries. */
export class LogChecker {
  readonly #digest: Digest;
  readonly #faults: string[] = [];
  readonly #states: StatesByThing = new Map();
  #events = 0;
  #head = noHash;

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  /** The next entry. */
  take(row: EventRow): void {
    const wrong =
      faultOf(row, this.#events + 1, this.#head) ??
      followFault(row, this.#states) ??
      bytesFault(row, this.#digest);
    if (wrong !== undefined && this.#faults.length < mostFaults)
      this.#faults.push(`entry ${row.sequence}: ${wrong}`);
    this.#events = row.sequence;
    this.#head = row.hash;
  }

  check(): LogCheck {
    return { events: this.#events, head: this.#head, faults: this.#faults };
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
export function verifyRows(rows: Iterable<EventRow>, bytes: Bytes): LogCheck {
  const checker = new LogChecker(digestIn(bytes));
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

function followFault(row: EventRow, states: StatesByThing): string | undefined {
  const key = `${row.kind} ${row.id}`;
  try {
    const kind = kindOf(row);
    const before = states.get(key);
    if (row.version !== (before?.version ?? 0) + 1)
      return `version ${row.version} of ${key} does not follow version ${before?.version ?? 0}`;
    states.set(key, { version: row.version, state: foldLoose(before?.state, eventFrom(kind, row)) });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** As `foldOne`, where only the state itself knows its kind. */
function foldLoose(before: States[Kind] | undefined, event: CaseEvent): States[Kind] {
  if (before !== undefined && before.kind !== event.ref.kind)
    throw new Error(`a ${before.kind} is no ${event.ref.kind}`);
  return foldOne<Kind>(event.ref.kind, before, event);
}

function bytesFault(row: EventRow, digest: Digest): string | undefined {
  for (const sha256 of namedBytes(row)) {
    const found = digest(sha256);
    if (found === undefined) return `the bytes ${sha256} that it names are missing`;
    if (found !== sha256) return `the bytes kept as ${sha256} were changed`;
  }
  return undefined;
}
