import type { CaseEvent } from '../model/events.ts';
import type { Ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';

/** Somebody changed a thing after it was shown to the person who decided. The message names the change. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  /** What others did, in order. */
  readonly since: readonly CaseEvent[];

  constructor(thing: Ref, since: readonly CaseEvent[]) {
    const changes = since.map(
      ({ type, actor, at }) => `${type.replaceAll('_', ' ')} by ${actor} at ${new Date(at).toISOString()}`,
    );
    super(
      `${thing.kind} ${thing.id} has changed since you saw it: ${changes.join('; ')}. Look at it again, then decide`,
    );
    this.since = since;
  }
}

/** A decision names a version that the thing never had: the version is of another thing, or mistyped. */
export class UnknownVersionError extends RefusedError {
  override name = 'UnknownVersionError';

  constructor(thing: Ref, version: number, newest: number) {
    super(
      `${thing.kind} ${thing.id} has no version ${version} yet: its newest one is ${newest}. Look at it again, then decide`,
    );
  }
}
