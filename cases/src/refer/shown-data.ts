import type { AnswerCheck } from '../model/answer.ts';
import type { CaseEvent } from '../model/events.ts';
import type { RequestFacts } from '../model/request.ts';
import type { Traceback } from '../model/traceback.ts';
import { coversProvider } from './scope.ts';
import { shownHops } from './shown-hops.ts';
import { limitsProviders, shownProvider, type View } from './view.ts';

/**
 * What a view shows of an event's data, by the type of the event; 'withheld' = not even that it happened. Numbers are redacted
 * behind it. A new type of event does not compile until it stands here.
 */
export function shownData(event: CaseEvent, view: View): object | 'withheld' {
  const { texts, internal } = view.disclosure;
  switch (event.type) {
    case 'case_opened':
      return texts ? event.data : without(event.data, 'title');
    case 'case_closed':
      return texts ? event.data : without(event.data, 'outcome');
    case 'case_noted':
      return internal && texts ? event.data : 'withheld';
    // Who works on a case, and what the group must keep, is the group's own affair.
    case 'case_assigned':
    case 'case_held':
      return internal ? event.data : 'withheld';
    case 'traceback_opened':
    case 'path_read':
    case 'path_answered':
      return {
        ...event.data,
        hops: shownHops(event.data.hops, view, undefined),
        ask: shownProvider(event.data.ask, view),
      };
    case 'traceback_ended':
      return shownEnd(event.data, view);
    case 'request_drafted':
      return { ...event.data, facts: shownFacts(event.data.facts, view) };
    case 'request_not_sent':
    case 'request_bounced':
    case 'request_reminder_failed':
      return texts ? event.data : without(event.data, 'why');
    case 'answer_given':
    case 'answer_amended':
      return { ...event.data, check: shownCheck(event.data.check, view) };
    case 'action_recorded':
      return texts ? event.data : without(event.data, 'detail');
    case 'case_reopened':
    case 'traceback_reopened':
    case 'verdict_given':
    case 'verdict_taken_back':
    case 'request_approved':
    case 'request_sent':
    case 'request_handed_over':
    case 'request_delivered':
    case 'request_acknowledged':
    case 'request_reminder_written':
    case 'request_reminded':
    case 'request_overdue':
    case 'request_non_responsive':
    case 'request_answered':
    case 'request_withdrawn':
    case 'request_not_needed':
    case 'action_withdrawn':
      return event.data;
    // Of no case.
    case 'provider_described':
    case 'objection_filed':
    case 'objection_answered':
    case 'demand_received':
    case 'production_made':
    case 'demand_closed':
    case 'package_written':
    case 'numbers_read':
    case 'query_run':
    case 'settings_changed':
    case 'dead_letters_replay_begun':
    case 'dead_letters_replayed':
    case 'dead_letters_close_begun':
    case 'dead_letters_closed':
    case 'dead_letters_reopen_begun':
    case 'dead_letters_reopened':
    case 'records_dropped':
    case 'horizon_noted':
      return 'withheld';
  }
}

const without = <T extends object>(data: T, key: keyof T & string): object => {
  const { [key]: _, ...rest } = data;
  return rest;
};

function shownEnd(
  end: Pick<Traceback, 'provider' | 'country' | 'detail'> & { outcome: string },
  view: View,
): object {
  if (!limitsProviders(view)) return end;
  const { outcome, provider, country } = end;
  const isCovered = coversProvider(view.scope, provider);
  return { outcome, provider: shownProvider(provider, view), country: isCovered ? country : '' };
}

/** What a provider was told. Where a scope covers some providers alone, without who named it and how. */
export function shownFacts(facts: RequestFacts, view: View): object {
  if (!limitsProviders(view)) return facts;
  return { ...without(facts, 'named_how'), named_by: shownProvider(facts.named_by, view) };
}

/** Whether what a provider was told names one that a scope does not cover. */
export const namesOthers = ({ named_by }: RequestFacts, view: View) =>
  shownProvider(named_by, view) !== named_by;

/** How an answer stands to the records. Findings tell what the records of other providers say. */
export const shownCheck = (check: AnswerCheck, view: View): object =>
  limitsProviders(view) ? without(check, 'findings') : check;
