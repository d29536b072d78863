import type { CaseEvent } from '../model/events.ts';
import type { Traceback } from '../model/traceback.ts';
import { type Fold, mustExist, mustFollow, mustNotExist } from './fold.ts';

export const foldTraceback: Fold<'traceback'> = (before, event) => {
  if (event.type === 'traceback_opened') {
    mustNotExist(before, event);
    return { kind: 'traceback', ...event.data, ...stillOpen, opened_at: event.at };
  }
  const state = mustExist(before, event);
  mustFollow(after, event, state.status);
  return changed(state, event);
};

type Later = Exclude<CaseEvent<'traceback'>, { type: 'traceback_opened' }>;

/** The statuses that each event may follow. A late answer or record still changes the path of an ended traceback. */
const after: Readonly<Record<Later['type'], readonly Traceback['status'][]>> = {
  path_read: ['open', 'ended'],
  path_answered: ['open', 'ended'],
  traceback_ended: ['open', 'ended'],
  traceback_reopened: ['ended'],
};

const stillOpen = {
  status: 'open',
  outcome: '',
  provider: '',
  country: '',
  detail: '',
  ended_at: 0,
} as const;

function changed(state: Traceback, event: Later): Traceback {
  switch (event.type) {
    case 'path_read':
    case 'path_answered':
      return { ...state, hops: event.data.hops, ask: event.data.ask };
    case 'traceback_ended':
      return { ...state, ...event.data, ask: '', status: 'ended', ended_at: event.at };
    case 'traceback_reopened':
      return { ...state, ...stillOpen };
  }
}
