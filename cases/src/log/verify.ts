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

const mostFaults = 20;
/** Bytes that the log keeps. A manifest's hash is not among them: manifests lie in their packages. */
const keptBytes = /"sha256":"([0-9a-f]{64})"/g;

/**
 * Checks a log from its first event: the chain of hashes, that no event is missing, that each can follow the one before in its
 * stream, and that the bytes it names are there unchanged.
 */
export function verifyRows(rows: Iterable<EventRow>, bytes: Bytes): LogCheck {
  const faults: string[] = [];
  const states = new Map<string, { version: number; state: States[Kind] }>();
  let [events, head] = [0, noHash];
  for (const row of rows) {
    const wrong = faultOf(row, events + 1, head) ?? followFault(row, states) ?? bytesFault(row, bytes);
    if (wrong !== undefined && faults.length < mostFaults) faults.push(`entry ${row.sequence}: ${wrong}`);
    events = row.sequence;
    head = row.hash;
  }
  return { events, head, faults };
}

function faultOf(row: EventRow, expected: number, before: string): string | undefined {
  if (row.sequence !== expected) return `entry ${expected} is missing before it`;
  const { hash, ...said } = row;
  return hashOf(before, said) === hash
    ? undefined
    : `${row.type} of ${row.kind} ${row.id} by ${row.actor} was changed after it was written, or an entry before it was replaced`;
}

function followFault(
  row: EventRow,
  states: Map<string, { version: number; state: States[Kind] }>,
): string | undefined {
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

function bytesFault({ data }: EventRow, bytes: Bytes): string | undefined {
  for (const [, sha256 = ''] of data.matchAll(keptBytes)) {
    const kept = bytes(sha256);
    if (kept === undefined) return `the bytes ${sha256} that it names are missing`;
    if (createHash('sha256').update(kept).digest('hex') !== sha256)
      return `the bytes kept as ${sha256} were changed`;
  }
  return undefined;
}
