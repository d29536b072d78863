import { z } from 'zod';
import type { Actor } from '../../log/actor.ts';
import { ref } from '../../model/ids.ts';
import { RefusedError } from '../../model/refused.ts';
import type { Desk } from '../../work/desk.ts';
import { untracedExamples } from '../../work/examples.ts';
import { find } from '../../work/find.ts';
import type { Settled } from '../../work/settle.ts';
import { askAgain, closeTraceback, openTraceback, rereadTraceback } from '../../work/tracebacks.ts';
import { givenTime } from '../given-time.ts';
import { listRoute } from '../list-route.ts';
import { tracebacks } from '../lists.ts';
import { numbersFields } from '../numbers.ts';
import { bare, changing, defineRoute, nothing, type Route } from '../route.ts';
import {
  answerOf,
  answerShape,
  eventOf,
  eventShape,
  requestOf,
  requestShape,
  time,
  tracebackOf,
  tracebackShape,
} from '../shapes.ts';

const tag = 'Tracebacks';
const params = z.strictObject({ traceback_id: z.string() });
const digits = z.number().int().min(0).max(999_999_999_999_999);

/** A traceback after a change, and what followed. */
export const settledShape = tracebackShape
  .extend({
    drafted: requestShape.nullable().describe('Request to the next provider that follows; null = none'),
    withdrawn: z.array(z.string()).describe('Requests that are needed no more'),
    case_reopened: z.boolean().describe('The case was closed, and is open again together with its traceback'),
  })
  .meta({ id: 'SettledTraceback' });

export const settledOf = ({ traceback, drafted, closed, reopened }: Settled) => ({
  ...tracebackOf(traceback),
  drafted: drafted === undefined ? null : requestOf(drafted),
  withdrawn: closed.map((request) => request.ref.id),
  case_reopened: reopened !== undefined,
});

export const tracebackRoutes: readonly Route[] = [
  listRoute({ path: '/tracebacks', tag, summary: 'List tracebacks', list: tracebacks }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/tracebacks',
    tag,
    summary:
      'Open a traceback of one call: records are read, and the first provider that they do not prove gets a draft',
    needs: 'trace',
    status: 201,
    body: changing({
      case_id: z.string(),
      calling_number: digits.describe('E.164 digits; 0 = withheld'),
      called_number: digits.min(1).describe('E.164 digits'),
      call_time: givenTime.describe('About when the call began'),
      window_s: z.number().int().min(0).max(86_400).default(60).describe('Seconds around that time'),
      start: z
        .string()
        .trim()
        .max(200)
        .default('')
        .describe('Provider that terminated the call, where no member reported it'),
    }),
    out: settledShape,
    async handle({ office: { desk }, body, actor }) {
      const { case_id, calling_number, called_number, window_s, start } = body;
      const call = { calling_number, called_number, window_s, call_time: Date.parse(body.call_time) };
      return settledOf(await openTraceback(desk, actor, { case_id, call, start }));
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/cases/{case_id}/tracebacks',
    tag,
    summary:
      "Open tracebacks of example calls of the case's candidate, without naming called numbers; each one by itself",
    needs: 'trace',
    params: z.strictObject({ case_id: z.string() }),
    query: nothing,
    body: changing({
      examples: z
        .array(z.strictObject({ calling_number: digits, call_time: givenTime }))
        .min(1)
        .max(20)
        .describe('Examples that no traceback traces yet'),
      window_s: z.number().int().min(0).max(3_600).default(60).describe('Seconds around each time'),
    }),
    out: z.object({
      opened: z.array(settledShape),
      refused: z.array(z.object({ calling_number: z.coerce.string(), call_time: time, why: z.string() })),
    }),
    handle: ({ office: { desk }, params: { case_id }, body: { examples, window_s }, actor }) =>
      openExamples(desk, actor, {
        case_id,
        window_s,
        examples: examples.map(({ calling_number, call_time }) => ({
          calling_number,
          call_time: Date.parse(call_time),
        })),
      }),
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/tracebacks/{traceback_id}',
    tag,
    summary: 'Show a traceback, with its path, requests, answers and all that was done to it',
    needs: 'look',
    params,
    query: z.strictObject(numbersFields),
    out: tracebackShape.extend({
      requests: z.array(requestShape),
      answers: z.array(answerShape),
      events: z.array(eventShape),
    }),
    handle: ({ office: { desk }, params: { traceback_id } }) =>
      desk.log.read((r) => ({
        ...tracebackOf(find(r, 'traceback', traceback_id)),
        requests: r.linked('request', 'traceback_id', traceback_id).map(requestOf),
        answers: r.linked('answer', 'traceback_id', traceback_id).map(answerOf),
        events: r.events(ref('traceback', traceback_id)).map(eventOf),
      })),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/tracebacks/{traceback_id}/read',
    tag,
    summary: "Read members' records of the call again",
    needs: 'trace',
    params,
    query: nothing,
    body: changing({}),
    out: settledShape,
    handle: async ({ office: { desk }, params: { traceback_id }, actor }) =>
      settledOf(await rereadTraceback(desk, actor, traceback_id)),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/tracebacks/{traceback_id}/ask',
    tag,
    summary: 'Draft the request to the next provider again, such as after somebody withdrew it',
    needs: 'trace',
    params,
    query: nothing,
    body: changing({}),
    out: settledShape,
    handle: async ({ office: { desk }, params: { traceback_id }, actor }) =>
      settledOf(await askAgain(desk, actor, traceback_id)),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/tracebacks/{traceback_id}/close',
    tag,
    summary:
      'Withdraw a traceback with its open requests; every other outcome follows from records, answers and silence',
    needs: 'trace',
    params,
    body: changing({ detail: z.string().trim().max(2_000).default('') }),
    out: settledShape,
    handle: ({ office: { desk }, params: { traceback_id }, body: { detail }, actor, seen }) =>
      settledOf(closeTraceback(desk, actor, { id: traceback_id, seen, detail })),
  }),
];

interface Examples {
  readonly case_id: string;
  readonly window_s: number;
  /** Times in ms since 1970. */
  readonly examples: readonly { readonly calling_number: number; readonly call_time: number }[];
}

/** One example that can't be traced stops no other one. */
async function openExamples(desk: Desk, actor: Actor, { case_id, window_s, examples }: Examples) {
  const left = await untracedExamples(desk, case_id, window_s);
  const opened: ReturnType<typeof settledOf>[] = [];
  const refused: { calling_number: number; call_time: number; why: string }[] = [];
  for (const example of examples) {
    const call = left.find(
      ({ calling_number, call_time }) =>
        calling_number === example.calling_number && call_time === example.call_time,
    );
    try {
      if (call === undefined)
        throw new RefusedError('the candidate has no such example, or a traceback traces it already');
      opened.push(settledOf(await openTraceback(desk, actor, { case_id, call, start: '' })));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refused.push({ ...example, why: error.message });
    }
  }
  return { opened, refused };
}
