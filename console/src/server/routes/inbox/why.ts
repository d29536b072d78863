import { visible } from '@ringtrace/platform/visible';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { InboxKind } from './order.ts';

/** What the reason of a row is told from. Times in ms since 1970. */
export interface Reasoned {
  readonly kind: InboxKind;
  readonly provider: string;
  /** Status of a request, findings on an answer, or what a traceback or case lacks. */
  readonly detail: string;
  readonly since_ms: number;
  readonly due_ms: number | null;
  readonly reminders: number;
  /** Of the candidate behind the case; '' = none. */
  readonly verdict: string;
  /** Calls in each of the three newest hours, the newest one last, which is not over; empty = not known. */
  readonly hours: readonly number[];
}

interface Rules {
  readonly now: number;
  /** Longest time for which a candidate is pending, ms. */
  readonly longest_pending_ms: number;
}

/** '5 min', '3 h 20 min', '2 d 4 h'. */
export function lengthInWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / minuteMs));
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return `${days} d${hours === 0 ? '' : ` ${hours} h`}`;
  if (hours > 0) return `${hours} h${rest === 0 ? '' : ` ${rest} min`}`;
  return `${rest} min`;
}

const numbers = new Intl.NumberFormat('en-US');
const count = (n: number) => numbers.format(n);
const times = (n: number) => (n === 0 ? 'no reminder yet' : n === 1 ? '1 reminder' : `${n} reminders`);

/** One sentence: why a row stands where it stands. Texts of providers are shown as text. */
export function whyOf(row: Reasoned, { now, longest_pending_ms }: Rules): string {
  const ago = lengthInWords(now - row.since_ms);
  const who = visible(row.provider);
  switch (row.kind) {
    case 'undelivered':
      return row.detail === 'approved'
        ? `Approved ${ago} ago, and did not go out to ${who}`
        : `The message to ${who} came back ${ago} ago`;
    case 'overdue':
      return `${who} is overdue by ${ago}; ${times(row.reminders)}`;
    case 'due':
      return `${who} must answer within ${lengthInWords(row.since_ms - now)}; ${times(row.reminders)}`;
    case 'contradicted':
      return `${who}'s answer contradicts records: ${visible(row.detail)}`;
    case 'draft':
      return row.verdict === 'dismissed'
        ? `The candidate was dismissed: the request to ${who} can only be withdrawn`
        : `The request to ${who} has waited ${ago} for approval`;
    case 'stuck':
      return row.provider === ''
        ? `Nobody is to be asked, and the traceback has been open for ${ago}`
        : `${who} is to be asked, and no request has been under way for ${ago}`;
    case 'case':
      return (
        {
          'no traceback': 'No call is traced yet',
          'all ended': 'All tracebacks have ended',
          'no owner': 'Nobody works on it',
        }[row.detail] ?? visible(row.detail)
      );
    case 'pending': {
      const left = row.since_ms + longest_pending_ms - now;
      return left > 0
        ? `Waits for records that are still to come, for ${lengthInWords(left)} at most`
        : 'Waits for records that are still to come; it opens with the next round of detection';
    }
    case 'confirmed':
      return 'Confirmed, and no case is open';
    case 'ongoing':
      return `No verdict${pace(row.hours)}`;
    case 'stopped':
      return 'No verdict; no call in the newest hour of records';
  }
}

/** How fast a campaign grows: the last whole hour beside the hour before. */
function pace([before = 0, last = 0, newest = 0]: readonly number[]): string {
  if (before + last + newest === 0) return '';
  if (before + last === 0) return `; new in the newest hour, ${count(newest)} calls so far`;
  const change = last > before ? 'up from' : last < before ? 'down from' : 'as';
  return `; ${count(last)} calls in the last whole hour, ${change} ${count(before)} before`;
}
