import { foldOne } from '../fold/all.ts';
import { type EventRow, eventFrom, kindOf } from '../log/event-row.ts';
import type { Reader } from '../log/transaction.ts';
import type { CaseEvent, States } from '../model/events.ts';
import type { Kind, Ref } from '../model/ids.ts';
import { createBlocks } from './blocks.ts';

/**
 * The rows of casework's tables that some events lead to; the events follow one another in the log. The rows are a function of
 * the log alone.
 */
export function rowsOf(rows: readonly EventRow[], log: Reader): ReturnType<typeof createBlocks> {
  const blocks = createBlocks();
  const states = statesBefore(log);
  for (const row of rows) {
    const kind = kindOf(row);
    copyOne(kind, row, states, blocks);
  }
  return blocks;
}

function copyOne<K extends Kind>(
  kind: K,
  row: EventRow,
  states: ReturnType<typeof statesBefore>,
  blocks: ReturnType<typeof createBlocks>,
): void {
  const event = eventFrom(kind, row);
  const state = states.after(kind, event);
  blocks.add(kind, state, event);
  blocks.addEvent({ row, kind, case_id: caseOf(state, row.id, states.caseOfTraceback) });
}

/** The states of things while events are applied in the order of the log. */
function statesBefore(log: Reader) {
  const known: { readonly [K in Kind]: Map<string, States[K]> } = {
    case: new Map(),
    traceback: new Map(),
    request: new Map(),
    answer: new Map(),
    action: new Map(),
    candidate: new Map(),
    provider: new Map(),
    demand: new Map(),
    package: new Map(),
    settings: new Map(),
    feed: new Map(),
    retention: new Map(),
  };

  /** The state that the events before one leave. */
  function before<K extends Kind>(kind: K, ref: Ref<K>, version: number): States[K] | undefined {
    const states: Map<string, States[K]> = known[kind];
    if (version === 1 || states.has(ref.id)) return states.get(ref.id);
    return log
      .events(ref)
      .slice(0, version - 1)
      .reduce<States[K] | undefined>((state, event) => foldOne(kind, state, event), undefined);
  }

  return {
    after<K extends Kind>(kind: K, event: CaseEvent<K>): States[K] {
      const ref: Ref<K> = { kind, id: event.ref.id };
      const state = foldOne(kind, before(kind, ref, event.version), event);
      const states: Map<string, States[K]> = known[kind];
      states.set(event.ref.id, state);
      return state;
    },
    /** The case of a traceback; '' where there is no such traceback. */
    caseOfTraceback: (id: string): string =>
      (known.traceback.get(id) ?? log.load({ kind: 'traceback', id })?.state)?.case_id ?? '',
  };
}

function caseOf(state: States[Kind], id: string, caseOfTraceback: (id: string) => string): string {
  if (state.kind === 'case') return id;
  if ('case_id' in state) return state.case_id;
  return 'traceback_id' in state ? caseOfTraceback(state.traceback_id) : '';
}
