import type { Case } from '../model/case.ts';
import type { CaseEvent } from '../model/events.ts';
import { type Fold, mustExist, mustFollow, mustNotExist } from './fold.ts';

export const foldCase: Fold<'case'> = (before, event) => {
  if (event.type === 'case_opened') {
    mustNotExist(before, event);
    return {
      kind: 'case',
      ...event.data,
      status: 'open',
      assignee: '',
      held: false,
      held_until: 0,
      outcome: '',
      opened_at: event.at,
      closed_at: 0,
    };
  }
  const state = mustExist(before, event);
  mustFollow(after, event, state.status);
  return changed(state, event);
};

type Later = Exclude<CaseEvent<'case'>, { type: 'case_opened' }>;

/** The statuses that each event may follow. */
const after: Readonly<Record<Later['type'], readonly Case['status'][]>> = {
  case_assigned: ['open'],
  case_noted: ['open', 'closed'],
  case_closed: ['open'],
  case_reopened: ['closed'],
  case_held: ['open', 'closed'],
};

function changed(state: Case, event: Later): Case {
  switch (event.type) {
    case 'case_assigned':
      return { ...state, assignee: event.data.assignee };
    case 'case_noted':
      return state;
    case 'case_closed':
      return { ...state, status: 'closed', outcome: event.data.outcome, closed_at: event.at };
    case 'case_reopened':
      return { ...state, status: 'open', outcome: '', closed_at: 0 };
    case 'case_held':
      return { ...state, held: event.data.held, held_until: event.data.until };
  }
}
