import { foldOne } from '../fold/all.ts';
import type { CaseEvent, Happened, States } from '../model/events.ts';
import type { Kind, Ref } from '../model/ids.ts';
import { type Actor, checkActor } from './actor.ts';
import { hashOf, noHash } from './chain.ts';
import { ConflictError, UnknownVersionError } from './conflict.ts';
import { eventFrom, shapeOf } from './event-row.ts';
import type { LinkField } from './links.ts';
import type { Statements } from './statements.ts';

/** A thing as it stands now. */
export interface Standing<K extends Kind> {
  readonly ref: Ref<K>;
  /** How many events it has. A decision names the version that it was made on. */
  readonly version: number;
  readonly state: States[K];
}

/** What can be read inside a transaction. */
export interface Reader {
  /** A thing as its events leave it; undefined where there is none. */
  load<K extends Kind>(ref: Ref<K>): Standing<K> | undefined;
  /** The events of a thing, in order. */
  events<K extends Kind>(ref: Ref<K>): CaseEvent<K>[];
  /** Things of a kind whose events name this value, such as the requests of a traceback. */
  linked<K extends Kind>(kind: K, field: LinkField, value: string): Standing<K>[];
  /** Things of any kind whose events name these kept bytes. */
  naming(sha256: string): Ref[];
  /** Things of a kind that have this status now. */
  withStatus<K extends Kind>(kind: K, status: string): Standing<K>[];
  /** Ids of the things of a kind that have this status now. */
  idsWithStatus(kind: Kind, status: string): string[];
  /** How many things of a kind have this status now. */
  countWithStatus(kind: Kind, status: string): number;
  /** Ids of all things of a kind, oldest first. */
  ids(kind: Kind): string[];
}

/** What can be done inside a writing transaction. */
export interface Writer extends Reader {
  /**
   * Adds an event to a thing's stream, and returns the thing as it stands then. Throws where the data has the wrong shape
   * or the actor has no name, and RefusedError where the thing's state does not allow the event.
   */
  append<K extends Kind>(ref: Ref<K>, happened: Happened<K>): Standing<K>;
  /** Throws ConflictError where the thing has changed since it had this version, UnknownVersionError where it never had it. */
  expect(ref: Ref, version: number): void;
  /** Keeps bytes, and returns their SHA-256 in hex. */
  keep(bytes: Uint8Array): string;
  /** The time that the events of this transaction get, ms since 1970. */
  readonly at: number;
}

export function readerOf(statements: Statements): Reader {
  const events = <K extends Kind>({ kind, id }: Ref<K>) =>
    statements.rowsOf(kind, id).map((row) => eventFrom(kind, row));
  function load<K extends Kind>(thing: Ref<K>): Standing<K> | undefined {
    const all = events(thing);
    const state = all.reduce<States[K] | undefined>(
      (before, event) => foldOne(thing.kind, before, event),
      undefined,
    );
    return state === undefined ? undefined : { ref: thing, version: all.length, state };
  }
  const loadAll = <K extends Kind>(kind: K, ids: readonly string[]) =>
    ids.flatMap((id) => load({ kind, id }) ?? []);
  return {
    load,
    events,
    linked: (kind, field, value) => loadAll(kind, statements.linked(kind, field, value)),
    naming: statements.naming,
    withStatus: (kind, status) => loadAll(kind, statements.standing(kind, status)),
    idsWithStatus: statements.standing,
    countWithStatus: statements.countStanding,
    ids: statements.idsOf,
  };
}

export function writerOf(statements: Statements, actor: Actor, now: () => number): Writer {
  const reader = readerOf(statements);
  const before = statements.last();
  // A clock that was set back must not bring events into another order than the log's.
  const at = Math.max(now(), before?.at ?? 0);
  let { sequence, hash } = before ?? { sequence: 0, hash: noHash };

  function append<K extends Kind>(thing: Ref<K>, happened: Happened<K>): Standing<K> {
    checkActor(actor);
    const { kind, id } = thing;
    const standing = reader.load(thing);
    const version = (standing?.version ?? 0) + 1;
    const data = JSON.stringify(shapeOf(kind, happened.type)?.parse(happened.data));
    const said = {
      sequence: sequence + 1,
      at,
      kind,
      id,
      version,
      type: happened.type,
      actor: actor.name,
      reason: actor.reason,
      data,
    };
    const row = { ...said, hash: hashOf(hash, said) };
    const state = foldOne(kind, standing?.state, eventFrom(kind, row));
    statements.insert(row);
    if ('status' in state) statements.stand(kind, id, state.status);
    ({ sequence, hash } = row);
    return { ref: thing, version, state };
  }

  return {
    ...reader,
    append,
    expect(thing, version) {
      const events = reader.events(thing);
      if (version > events.length) throw new UnknownVersionError(thing, version, events.length);
      const since = events.slice(version);
      if (since.length > 0) throw new ConflictError(thing, since);
    },
    keep: statements.keep,
    at,
  };
}
