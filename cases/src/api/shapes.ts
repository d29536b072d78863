import {
  actionTypes,
  answerWays,
  caseSources,
  caseStatuses,
  channels,
  outcomes,
  requestStatuses,
  tracebackStatuses,
  verdicts,
} from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import type { Standing } from '../log/transaction.ts';
import { answerCheck, answerContent } from '../model/answer.ts';
import { knownCaller } from '../model/candidate.ts';
import type { CaseEvent } from '../model/events.ts';
import { hop, tracedCall } from '../model/hop.ts';
import type { Kind } from '../model/ids.ts';
import { calendarUsed, requestFacts } from '../model/request.ts';

/** ms since 1970 inside; ISO 8601 in UTC on the wire. */
export const time = z
  .number()
  .transform((ms) => new Date(ms).toISOString())
  .pipe(z.iso.datetime());

/** 0 = never inside; null on the wire. */
export const timeOrNever = z
  .number()
  .transform((ms) => (ms === 0 ? null : new Date(ms).toISOString()))
  .pipe(z.iso.datetime().nullable());

const text = z.string();
const orNone = <const W extends readonly string[]>(words: W) => z.enum(['', ...words]);

/** A thing names its version, by which a change can say what it was decided on. */
const version = z.number().int().min(0).describe('For If-Match, or the field version of a change');

/** E.164 digits. Of called numbers the last four are masked, unless somebody reads them in full. */
const digits = z.coerce.string();

const call = tracedCall
  .extend({
    calling_number: digits.describe("E.164 digits; '0' = withheld"),
    called_number: digits.describe(
      "E.164 digits, the last four as 'xxxx' unless the query says numbers=true",
    ),
    call_time: time,
  })
  .meta({ id: 'TracedCall' });
export const hopShape = hop.meta({ id: 'Hop' });

export const caseShape = z
  .object({
    case_id: text,
    version,
    source: z.enum(caseSources),
    title: text,
    category: text,
    campaign_id: text,
    candidate_id: text,
    live: z.boolean(),
    status: z.enum(caseStatuses),
    assignee: text,
    held: z.boolean().describe('Under legal hold'),
    held_until: timeOrNever.describe('When the hold ends by itself'),
    outcome: text,
    opened_at: time,
    closed_at: timeOrNever,
  })
  .meta({ id: 'Case' });

export const tracebackShape = z
  .object({
    traceback_id: text,
    version,
    case_id: text,
    call,
    hops: z.array(hopShape).describe('From the terminating provider towards the origin'),
    ask: text.describe("Provider to ask next; '' = nobody"),
    status: z.enum(tracebackStatuses),
    outcome: orNone(outcomes),
    provider: text,
    country: text,
    detail: text,
    opened_at: time,
    ended_at: timeOrNever,
  })
  .meta({ id: 'Traceback' });

export const requestShape = z
  .object({
    request_id: text,
    version,
    traceback_id: text,
    case_id: text,
    provider: text,
    position: z.number().int(),
    facts: requestFacts.extend({
      call,
      volume: z.object({ calls: z.number().int(), from: timeOrNever, to: timeOrNever }),
    }),
    status: z.enum(requestStatuses),
    batch_id: text,
    channel: orNone(channels),
    address: text,
    bytes: z.array(z.object({ form: z.enum(['text', 'json', 'html']), sha256: text })),
    calendar: calendarUsed.optional(),
    answer_id: text,
    reminders: z.number().int(),
    drafted_at: time,
    approved_at: timeOrNever,
    sent_at: timeOrNever,
    delivered_at: timeOrNever,
    acknowledged_at: timeOrNever,
    due_at: timeOrNever,
    reminded_at: timeOrNever,
    answered_at: timeOrNever,
  })
  .meta({ id: 'Request' });

export const answerShape = z
  .object({
    answer_id: text,
    version,
    request_id: text,
    traceback_id: text,
    provider: text,
    content: answerContent.meta({ id: 'AnswerContent', description: 'Times in ms since 1970' }),
    check: answerCheck,
    by: text,
    way: z.enum(answerWays),
    sha256: text.describe("Of the bytes that came in; '' = typed in by hand"),
    received_at: time.describe('When what was answered last came in'),
    given_at: time.describe('When the first answer was written down'),
    amended_at: timeOrNever,
    amendments: z.number().int(),
  })
  .meta({ id: 'Answer' });

export const actionShape = z
  .object({
    action_id: text,
    version,
    case_id: text,
    traceback_id: text,
    provider: text,
    caller: text,
    action: z.enum(actionTypes),
    taken_at: time,
    detail: text,
    withdrawn: z.boolean(),
    recorded_at: time,
  })
  .meta({ id: 'Action' });

export const callerShape = knownCaller.extend({ calling_number: digits });

export const verdictShape = z
  .object({
    candidate_id: text,
    version,
    verdict: orNone(verdicts).describe("'' = taken back"),
    campaign_id: text,
    revision: z.number().int(),
    score: z.number(),
    callers: z.array(callerShape),
    given_at: time,
    by: text,
    reason: text,
  })
  .meta({ id: 'Verdict' });

export const eventShape = z
  .object({
    sequence: z.number().int(),
    at: time,
    kind: text,
    id: text,
    version: z.number().int(),
    type: text,
    actor: text,
    reason: text,
    data: z.unknown().describe('What the event says; times in ms since 1970'),
  })
  .meta({ id: 'Event' });

export const caseOf = ({ ref, version: at, state }: Standing<'case'>) => ({
  case_id: ref.id,
  version: at,
  ...state,
});
export const tracebackOf = ({ ref, version: at, state }: Standing<'traceback'>) => ({
  traceback_id: ref.id,
  version: at,
  ...state,
});
export const requestOf = ({ ref, version: at, state }: Standing<'request'>) => ({
  request_id: ref.id,
  version: at,
  ...state,
});
export const answerOf = ({ ref, version: at, state }: Standing<'answer'>) => ({
  answer_id: ref.id,
  version: at,
  ...state,
});
export const actionOf = ({ ref, version: at, state }: Standing<'action'>) => ({
  action_id: ref.id,
  version: at,
  ...state,
});
export const verdictOf = ({ ref, version: at, state }: Standing<'candidate'>) => ({
  candidate_id: ref.id,
  version: at,
  ...state,
});
export const eventOf = ({ ref, ...event }: CaseEvent<Kind>) => ({ ...event, kind: ref.kind, id: ref.id });

/** A provider's objection to what its card says. */
export const objectionShape = z.object({
  objection_id: z.string(),
  by: z.string(),
  text: z.string(),
  card_as_of: time,
  filed_at: time,
  answer: z.string(),
  upheld: z.boolean(),
  answered_at: timeOrNever,
});
