import { packageOf, packageShape } from '@ringtrace/cases/api/routes/packages';
import {
  actionOf,
  actionShape,
  answerOf,
  answerShape,
  caseOf,
  caseShape,
  requestOf,
  requestShape,
  time,
  tracebackOf,
  tracebackShape,
  verdictOf,
  verdictShape,
} from '@ringtrace/cases/api/shapes';
import { CalendarError } from '@ringtrace/cases/calendar/calendar-error';
import type { Reader, Standing } from '@ringtrace/cases/log/transaction';
import type { CaseEvent } from '@ringtrace/cases/model/events';
import { type Ref, ref } from '@ringtrace/cases/model/ids';
import { pathSummary } from '@ringtrace/cases/path/summary';
import { examplesOf } from '@ringtrace/cases/work/examples';
import { find, settingsOf } from '@ringtrace/cases/work/find';
import { wouldBeDue } from '@ringtrace/cases/work/would-be-due';
import { visibleIn } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';
import type { Work } from '../../route/work.ts';
import { clockOf } from './clock.ts';
import { eventInWords } from './event-words.ts';

/** Seconds around the time of an example call, as the command has them. */
const usualWindowS = 60;

const clock = z.object({
  state: z.enum(['not started', 'running', 'overdue', 'stopped']),
  left_ms: z.number().nullable().describe('Until the answer is due; negative = overdue by so much'),
  silent_from: z.number().nullable().describe('ms since 1970; from then on silence ends the traceback'),
});

const called = z.object({
  calling_number: z.coerce.string(),
  called_number: z.coerce.string(),
  call_time: time,
});

const eventShape = z.object({
  sequence: z.number().int(),
  at: z.number().describe('ms since 1970'),
  kind: z.string(),
  id: z.string(),
  type: z.string(),
  words: z.string().describe('What the event says; texts of people and providers as they are'),
  actor: z.string(),
  reason: z.string(),
});

/** A case with all that belongs to it. It comes from the log, so it is as the log stands. */
export const caseRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/cases/{case_id}',
  tag: 'Cases',
  summary:
    'A case with the paths of its tracebacks, requests and their clocks, answers, actions, packages, example calls and timeline',
  needs: 'look',
  params: z.strictObject({ case_id: z.string() }),
  query: z.strictObject({
    numbers: z.enum(['true', 'false']).default('false'),
    reason: z.string().trim().max(2_000).optional(),
  }),
  out: z.object({
    now: z.number(),
    case: caseShape,
    verdict: verdictShape.nullable(),
    candidate: z
      .object({ candidate_id: z.string(), campaign_id: z.string(), status: z.string(), headline: z.string() })
      .nullable(),
    tracebacks: z.array(tracebackShape.extend({ summary: z.string() })),
    requests: z.array(
      requestShape.extend({
        clock,
        due_if_sent: z
          .number()
          .nullable()
          .describe('Of a draft: when its answer would be due, ms since 1970'),
      }),
    ),
    answers: z.array(answerShape),
    actions: z.array(actionShape),
    packages: z.array(packageShape),
    examples: z.array(called.extend({ traced_by: z.string() })),
    events: z.array(eventShape).describe('Oldest first'),
    rules: z.object({
      report_only: z.boolean(),
      send_approved: z.boolean(),
      send_after_s: z.number(),
      answer_hours: z.number(),
    }),
  }),
  async handle({ office: work, params: { case_id } }) {
    const { desk, packages } = work.office;
    const now = desk.now();
    const found = desk.log.read((r) => everythingOf(r, case_id));
    const { candidate_id } = found.standing.state;
    const candidate = candidate_id === '' ? undefined : await desk.records.candidate(candidate_id);
    const rules = desk.log.read(settingsOf);
    return visibleIn({
      now,
      case: caseOf(found.standing),
      verdict: found.verdict === undefined ? null : verdictOf(found.verdict),
      candidate: candidate ?? null,
      tracebacks: found.tracebacks.map((one) => ({
        ...tracebackOf(one),
        summary: pathSummary(one.state.hops, one.state.ask),
      })),
      requests: found.requests.map((one) => ({
        ...requestOf(one),
        clock: clockOf(one.state, rules, now),
        due_if_sent: one.state.status === 'draft' ? dueIfSent(work, one, now) : null,
      })),
      answers: found.answers.map(answerOf),
      actions: found.actions.map(actionOf),
      packages: found.packages.flatMap((one) => packageOf(packages, one)),
      examples: examplesOf(desk, case_id, candidate, usualWindowS).map(({ call, traced_by }) => ({
        ...call,
        traced_by,
      })),
      events: found.events.map((event) => ({
        ...event,
        kind: event.ref.kind,
        id: event.ref.id,
        words: eventInWords(event),
      })),
      rules,
    });
  },
});

function everythingOf(r: Reader, case_id: string) {
  const standing = find(r, 'case', case_id);
  const tracebacks = r.linked('traceback', 'case_id', case_id);
  const requests = r.linked('request', 'case_id', case_id);
  const answers = tracebacks.flatMap(({ ref: { id } }) => r.linked('answer', 'traceback_id', id));
  const actions = r.linked('action', 'case_id', case_id);
  const packages = r.linked('package', 'case_id', case_id);
  const { candidate_id } = standing.state;
  const verdict = candidate_id === '' ? undefined : r.load(ref('candidate', candidate_id));
  const things: readonly { readonly ref: Ref }[] = [
    standing,
    ...tracebacks,
    ...requests,
    ...answers,
    ...actions,
    ...packages,
    ...(verdict === undefined ? [] : [verdict]),
  ];
  const events: CaseEvent[] = things.flatMap((one) => r.events(one.ref));
  return {
    standing,
    tracebacks,
    requests,
    answers,
    actions,
    packages,
    verdict,
    events: events.sort((a, b) => a.sequence - b.sequence),
  };
}

/** null where the provider's calendar can't be used: the rules say which. */
function dueIfSent({ office: { desk } }: Work, { state }: Standing<'request'>, now: number): number | null {
  try {
    return wouldBeDue(desk.log, state.provider, now).due_at;
  } catch (error) {
    if (error instanceof CalendarError) return null;
    throw error;
  }
}
