import { createBlock } from '@ringtrace/schemas/block';
import * as tables from '@ringtrace/schemas/tables/casework';
import type { CaseEvent, States } from '../model/events.ts';
import type { Kind } from '../model/ids.ts';
import { answerRow } from './rows/answer.ts';
import { caseRow } from './rows/case.ts';
import { type EventCopy, eventCopy } from './rows/event.ts';
import { actionRow, demandRow, packageRow, providerRow } from './rows/others.ts';
import { requestRow } from './rows/request.ts';
import { hopRows, tracebackRow } from './rows/traceback.ts';
import { callerRows, verdictRow } from './rows/verdict.ts';

/** Adds the rows that a thing has after one of its events. */
type Add<K extends Kind> = (state: States[K], event: CaseEvent<K>) => void;

/** One block a table, and what each kind of thing adds to them. */
export function createBlocks() {
  const blocks = {
    cases: createBlock(tables.casesStore),
    tracebacks: createBlock(tables.tracebacksStore),
    hops: createBlock(tables.hopsStore),
    requests: createBlock(tables.requestsStore),
    answers: createBlock(tables.answersStore),
    actions: createBlock(tables.actionsStore),
    verdicts: createBlock(tables.verdictsStore),
    callers: createBlock(tables.dismissedCallersStore),
    providers: createBlock(tables.providerDescriptionsStore),
    demands: createBlock(tables.demandsStore),
    packages: createBlock(tables.packagesStore),
  };
  const events = createBlock(tables.caseEventsStore);
  const adds: { readonly [K in Kind]: Add<K> } = {
    case: (state, event) => blocks.cases.push(caseRow(state, event)),
    traceback(state, event) {
      for (const row of hopRows(state, event)) blocks.hops.push(row);
      blocks.tracebacks.push(tracebackRow(state, event));
    },
    request: (state, event) => blocks.requests.push(requestRow(state, event)),
    answer: (state, event) => blocks.answers.push(answerRow(state, event)),
    action: (state, event) => blocks.actions.push(actionRow(state, event)),
    candidate(state, event) {
      for (const row of callerRows(state, event)) blocks.callers.push(row);
      blocks.verdicts.push(verdictRow(state, event));
    },
    provider: (state, event) => blocks.providers.push(providerRow(state, event)),
    demand: (state, event) => blocks.demands.push(demandRow(state, event)),
    package(state, event) {
      if (event.type === 'package_written') blocks.packages.push(packageRow(state, event));
    },
    settings: () => {},
    feed: () => {},
    retention: () => {},
  };
  return {
    add: <K extends Kind>(kind: K, state: States[K], event: CaseEvent<K>): void => adds[kind](state, event),
    addEvent: (copy: EventCopy) => events.push(eventCopy(copy)),
    /** Blocks of things that hold rows. */
    things: () => Object.values(blocks).filter((block) => block.rows() > 0),
    /** Copies of the events. They are inserted last: an event that is there says that the rows of its thing are there too. */
    events: () => [events].filter((block) => block.rows() > 0),
  };
}
