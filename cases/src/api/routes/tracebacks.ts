import { z } from 'zod';
import { ref } from '../../model/ids.ts';
import { find } from '../../work/find.ts';
import type { Settled } from '../../work/settle.ts';
import { closeTraceback, openTraceback, rereadTraceback } from '../../work/tracebacks.ts';
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
