import type { CaseEvent } from '@ringtrace/cases/model/events';

const spaced = (word: string) => word.replaceAll('_', ' ');
const list = (parts: readonly string[]) => parts.filter((part) => part !== '').join(', ');

const ofCarrier = (carrier: string | undefined) => (carrier === undefined ? 'of all feeds' : `of ${carrier}`);

/** What an event says beyond its type, in words; '' = nothing. Times in it stay out: a page writes them by its own zone. */
export function eventInWords(event: CaseEvent): string {
  switch (event.type) {
    case 'case_opened':
      return list([`from ${event.data.source}`, event.data.title]);
    case 'case_assigned':
      return event.data.assignee === '' ? 'to nobody' : `to ${event.data.assignee}`;
    case 'case_noted':
      return event.data.text;
    case 'case_closed':
      return event.data.outcome;
    case 'case_held':
      return event.data.held ? 'under legal hold' : 'no legal hold any more';
    case 'traceback_opened':
    case 'path_read':
    case 'path_answered': {
      const { hops, ask } = event.data;
      return list([`${hops.length} ${hops.length === 1 ? 'hop' : 'hops'}`, ask === '' ? '' : `ask ${ask}`]);
    }
    case 'traceback_ended':
      return list([spaced(event.data.outcome), event.data.provider, event.data.country, event.data.detail]);
    case 'request_drafted':
      return `to ${event.data.provider}, hop ${event.data.position}`;
    case 'request_sent':
      return `by ${event.data.channel} to ${event.data.address}`;
    case 'request_not_sent':
    case 'request_bounced':
    case 'request_reminder_failed':
      return event.data.why;
    case 'request_acknowledged':
      return event.data.by === '' ? '' : `by ${event.data.by}`;
    case 'request_answered':
      return event.data.late ? 'late' : 'in time';
    case 'answer_given':
    case 'answer_amended': {
      const { content, check, by } = event.data;
      const told = { agrees: 'agrees with records', contradicts: 'contradicts records', unknown: '' };
      return list([spaced(content.kind), told[check.agreement], by === '' ? '' : `given by ${by}`]);
    }
    case 'action_recorded':
      return list([event.data.provider, event.data.action, event.data.caller, event.data.detail]);
    case 'verdict_given':
      return event.data.verdict;
    case 'records_dropped': {
      const { table, partition, records, kept, setting } = event.data;
      return list([`${records} rows of ${table}, ${partition}`, kept === 0 ? '' : `${kept} kept`, setting]);
    }
    case 'horizon_noted': {
      const { kind, horizon, setting } = event.data;
      return list([`${kind} before ${new Date(horizon).toISOString().slice(0, 10)}`, setting]);
    }
    case 'dead_letters_replay_begun':
    case 'dead_letters_close_begun':
    case 'dead_letters_reopen_begun':
      return ofCarrier(event.data.carrier);
    case 'dead_letters_replayed': {
      const { carrier, replayed, still_dead } = event.data;
      return list([ofCarrier(carrier), `${replayed} sent again`, `${still_dead} stay open`]);
    }
    case 'dead_letters_closed':
      return list([ofCarrier(event.data.carrier), `${event.data.closed} closed`]);
    case 'dead_letters_reopened':
      return list([ofCarrier(event.data.carrier), `${event.data.reopened} opened again`]);
    case 'package_written':
      return `for ${event.data.to}, profile ${event.data.profile}`;
    default:
      return '';
  }
}
