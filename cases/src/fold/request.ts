import type { CaseEvent } from '../model/events.ts';
import type { Request, RequestStatus } from '../model/request.ts';
import { type Fold, mustExist, mustFollow, mustNotExist } from './fold.ts';

export const foldRequest: Fold<'request'> = (before, event) => {
  if (event.type === 'request_drafted') {
    mustNotExist(before, event);
    return { kind: 'request', ...event.data, status: 'draft', ...notSent, drafted_at: event.at };
  }
  const state = mustExist(before, event);
  if (!(isTriedAgain(state) && ofProvider.includes(event.type))) mustFollow(after, event, state.status);
  return changed(state, event);
};

/**
 * Whether the message of an approved request went out before, and is being tried again. The provider may have it: a receiver
 * may store a message and fail to say so.
 */
export const isTriedAgain = ({ status, sent_at }: Pick<Request, 'status' | 'sent_at'>): boolean =>
  status === 'approved' && sent_at > 0;

type Later = Exclude<CaseEvent<'request'>, { type: 'request_drafted' }>;

/** Out with the provider, and not answered in time yet. */
const waiting = ['sent', 'delivered', 'acknowledged'] as const;
/** Not closed by anything but silence: an answer still counts, as does the arrival of records. */
const unanswered = [...waiting, 'bounced', 'overdue', 'non_responsive'] as const;

const remindable = [...waiting, 'overdue'] as const;

/** The statuses that each event may follow. */
const after: Readonly<Record<Later['type'], readonly RequestStatus[]>> = {
  request_approved: ['draft'],
  // A message that did not arrive can be sent again, to another address.
  request_sent: ['approved', 'bounced'],
  request_handed_over: ['sent'],
  request_delivered: ['sent'],
  request_not_sent: ['approved', 'sent'],
  // A message that could not go out is given up, too.
  request_bounced: ['approved', 'sent', 'delivered'],
  request_acknowledged: ['sent', 'delivered', 'overdue'],
  request_reminder_written: remindable,
  request_reminded: remindable,
  request_reminder_failed: remindable,
  request_overdue: ['delivered', 'acknowledged'],
  request_non_responsive: ['overdue'],
  request_answered: unanswered,
  request_withdrawn: ['draft', 'approved', ...unanswered],
  request_not_needed: ['draft', 'approved', ...unanswered],
};

/** What a provider does once it has the message, even while that message is being tried again. */
const ofProvider: readonly Later['type'][] = [
  'request_delivered',
  'request_acknowledged',
  'request_answered',
];

const notSent = {
  batch_id: '',
  channel: '',
  address: '',
  bytes: [],
  calendar: undefined,
  answer_id: '',
  reminders: 0,
  failed_tries: 0,
  approved_at: 0,
  sent_at: 0,
  handed_over_at: 0,
  not_sent_at: 0,
  delivered_at: 0,
  acknowledged_at: 0,
  due_at: 0,
  reminded_at: 0,
  answered_at: 0,
} as const;

/** What a message that goes out anew has not seen. */
const anew = {
  reminders: 0,
  handed_over_at: 0,
  delivered_at: 0,
  acknowledged_at: 0,
  reminded_at: 0,
} as const;

function changed(state: Request, event: Later): Request {
  const { at } = event;
  switch (event.type) {
    case 'request_approved':
      return { ...state, status: 'approved', approved_at: at };
    case 'request_sent':
      return { ...state, ...event.data, ...anew, status: 'sent', sent_at: at };
    case 'request_handed_over':
      return { ...state, failed_tries: 0, handed_over_at: at };
    case 'request_not_sent':
      return { ...state, status: 'approved', failed_tries: state.failed_tries + 1, not_sent_at: at };
    case 'request_delivered':
      return { ...state, status: 'delivered', failed_tries: 0, delivered_at: at };
    case 'request_bounced':
      return { ...state, status: 'bounced', failed_tries: 0 };
    case 'request_acknowledged':
      return { ...state, status: 'acknowledged', acknowledged_at: at };
    case 'request_reminder_written':
    case 'request_reminder_failed':
      return state;
    case 'request_reminded':
      return { ...state, reminders: state.reminders + 1, reminded_at: at };
    case 'request_overdue':
      return { ...state, status: 'overdue' };
    case 'request_non_responsive':
      return { ...state, status: 'non_responsive' };
    case 'request_answered':
      return {
        ...state,
        status: event.data.late ? 'answered_late' : 'answered',
        answer_id: event.data.answer_id,
        answered_at: event.data.received_at ?? at,
      };
    case 'request_withdrawn':
      return { ...state, status: 'withdrawn' };
    case 'request_not_needed':
      return { ...state, status: 'not_needed' };
  }
}
