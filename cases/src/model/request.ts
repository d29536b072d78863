import { channels, type requestStatuses } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { tracedCall } from './hop.ts';

export type RequestStatus = (typeof requestStatuses)[number];

/** The calendar that a due time was computed with. It is kept with the request, because settings change. */
export const calendarUsed = z.object({
  name: z.string(),
  /** IANA zone of the provider's office. */
  zone: z.string(),
  /** Local times, such as '08:00' and '17:30'. */
  opens: z.string(),
  closes: z.string(),
  /** Days of the week with business hours: 1 = Monday to 7 = Sunday. */
  weekdays: z.array(z.number().int().min(1).max(7)),
  /** Local dates without business hours, such as '2026-12-25', of the years around the request. */
  holidays: z.array(z.string()),
});
export type CalendarUsed = z.infer<typeof calendarUsed>;

/** First and last moment of a search, ms since 1970. */
const searched = z.object({ from: z.number().int(), to: z.number().int() });

/** What a provider is asked: who sent it the call, or, where its own record shows its own customer, who that customer is. */
const question = z.enum(['upstream', 'customer']);

/** Facts that the provider is told. Nothing here names any hop but the provider's own and the one that named it. */
export const requestFacts = z.object({
  /** Requests of an older log lack it: they ask for the upstream. */
  question: question.optional(),
  call: tracedCall,
  /** What the provider is asked to search. Requests of an older log lack it: there it is the window of the call. */
  search: searched.optional(),
  /** What the provider searched before, which was too little; left out where it was not asked before. */
  searched_before: searched.optional(),
  /** Why the call is suspicious, a sentence each. */
  reasons: z.array(z.string()),
  /** Suspicious calls of the campaign that records show through this provider, and between which times (ms; 0 = none). */
  volume: z.object({ calls: z.number().int(), from: z.number().int(), to: z.number().int() }),
  /** The hop below, which received the call from this provider; '' where the provider terminates the call itself. */
  named_by: z.string(),
  /** In words: the record or answer by which it did. */
  named_how: z.string(),
});
export type RequestFacts = z.infer<typeof requestFacts>;

/** SHA-256 of each form's bytes as sent, in hex; the bytes are kept. */
const formBytes = z.array(z.object({ form: z.enum(['text', 'json', 'html']), sha256: z.string() }));

/** Events of a request: one provider, one traceback. */
export const requestEvents = {
  request_drafted: z.object({
    traceback_id: z.string(),
    case_id: z.string(),
    provider: z.string(),
    /** Position of the provider's hop in the path when it was asked. */
    position: z.number().int().min(1),
    facts: requestFacts,
  }),
  request_approved: z.object({}),
  /** A message may carry several requests to one provider: these share the batch. */
  request_sent: z.object({
    batch_id: z.string(),
    channel: z.enum(channels),
    /** Path, mail address or URL. */
    address: z.string(),
    bytes: formBytes,
    due_at: z.number().int(),
    calendar: calendarUsed,
  }),
  /** The message is on its way, such as by mail. Nobody knows whether it arrives. */
  request_handed_over: z.object({}),
  request_delivered: z.object({}),
  /** The message did not go out, or nobody knows whether it did. It goes out again under the same batch. */
  request_not_sent: z.object({ why: z.string() }),
  request_bounced: z.object({ why: z.string() }),
  request_acknowledged: z.object({ by: z.string() }),
  /** A reminder is about to go out. The provider knows the reminder by the id of its message, also where it comes twice. */
  request_reminder_written: z.object({
    message_id: z.string(),
    channel: z.enum(channels),
    address: z.string(),
    bytes: formBytes,
  }),
  /** The reminder that was written arrived, or is on its way. */
  request_reminded: z.object({ message_id: z.string() }),
  request_reminder_failed: z.object({ message_id: z.string(), why: z.string() }),
  request_overdue: z.object({}),
  request_non_responsive: z.object({}),
  request_answered: z.object({
    answer_id: z.string(),
    late: z.boolean(),
    /** When the answer reached the group; left out = as it was written down. ms since 1970. */
    received_at: z.number().int().optional(),
  }),
  request_withdrawn: z.object({}),
  /** Records came first and prove the hop. */
  request_not_needed: z.object({}),
} as const;

export interface Request {
  readonly kind: 'request';
  readonly traceback_id: string;
  readonly case_id: string;
  readonly provider: string;
  readonly position: number;
  readonly facts: RequestFacts;
  readonly status: RequestStatus;
  readonly batch_id: string;
  readonly channel: (typeof channels)[number] | '';
  readonly address: string;
  readonly bytes: readonly { readonly form: 'text' | 'json' | 'html'; readonly sha256: string }[];
  readonly calendar: CalendarUsed | undefined;
  readonly answer_id: string;
  readonly reminders: number;
  /** Tries in a row that did not send it. */
  readonly failed_tries: number;
  /** Times in ms since 1970; 0 = never. */
  readonly drafted_at: number;
  readonly approved_at: number;
  readonly sent_at: number;
  readonly handed_over_at: number;
  readonly not_sent_at: number;
  readonly delivered_at: number;
  readonly acknowledged_at: number;
  readonly due_at: number;
  readonly reminded_at: number;
  /** When the answer reached the group. */
  readonly answered_at: number;
}
