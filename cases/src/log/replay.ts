import { foldOne } from '../fold/all.ts';
import type { CaseEvent, States } from '../model/events.ts';
import type { Kind } from '../model/ids.ts';
import { type EventRow, eventFrom, kindOf } from './event-row.ts';
import type { Statements } from './statements.ts';

/** Indexes that are filled. */
type Index = Pick<Statements, 'link' | 'stand'>;

interface Played {
  readonly version: number;
  readonly state: States[Kind];
}

/** Plays a log entry by entry: remembers the newest state of each thing, and fills indexes with what the entries say. */
export class Replay {
  readonly #index: Index | undefined;
  readonly #things = new Map<Kind, Map<string, Played>>();

  constructor(index?: Index) {
    this.#index = index;
  }

  /** The next entry. Throws where it can't follow those before. */
  take(row: EventRow): void {
    const kind = kindOf(row);
    const ofKind = this.#things.get(kind) ?? new Map<string, Played>();
    this.#things.set(kind, ofKind);
    const before = ofKind.get(row.id);
    if (row.version !== (before?.version ?? 0) + 1)
      throw new Error(
        `version ${row.version} of ${kind} ${row.id} does not follow version ${before?.version ?? 0}`,
      );
    const state = foldLoose(before?.state, eventFrom(kind, row));
    ofKind.set(row.id, { version: row.version, state });
    this.#index?.link(row);
    if ('status' in state) this.#index?.stand(kind, row.id, state.status);
  }
}

/** As `foldOne`, where only the state itself knows its kind. */
function foldLoose(before: States[Kind] | undefined, event: CaseEvent): States[Kind] {
  if (before !== undefined && before.kind !== event.ref.kind)
    throw new Error(`a ${before.kind} is no ${event.ref.kind}`);
  return foldOne<Kind>(event.ref.kind, before, event);
}
