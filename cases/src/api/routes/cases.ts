import { caseSources } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import type { Reader } from '../../log/transaction.ts';
import { ref } from '../../model/ids.ts';
import {
  assignCase,
  closeCase,
  holdCase,
  noteCase,
  openCampaignCase,
  openCase,
  reopenCase,
} from '../../work/cases.ts';
import { find } from '../../work/find.ts';
import { givenTime } from '../given-time.ts';
import { listRoute } from '../list-route.ts';
import { cases } from '../lists.ts';
import { numbersFields } from '../numbers.ts';
import { bare, changing, defineRoute, nothing, type Route } from '../route.ts';
import {
  actionOf,
  actionShape,
  caseOf,
  caseShape,
  eventOf,
  eventShape,
  requestOf,
  requestShape,
  tracebackOf,
  tracebackShape,
  verdictOf,
  verdictShape,
} from '../shapes.ts';

const tag = 'Cases';
const params = z.strictObject({ case_id: z.string() });
const words = z.string().trim().min(1).max(10_000);
const title = z.string().trim().max(500);

/** A change of one case. */
const change = { method: 'post', tag, needs: 'work', params, query: nothing, out: caseShape } as const;

export const caseRoutes: readonly Route[] = [
  listRoute({ path: '/cases', tag, summary: 'List cases', list: cases }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/cases',
    tag,
    summary: "Open a case: for a candidate's campaign, or by hand",
    needs: 'work',
    status: 201,
    body: z.union([
      changing({
        candidate_id: z.string().min(1).max(100),
        title: title.default('').describe("'' = the candidate in one line"),
        category: title.default(''),
      }),
      changing({
        source: z.enum(caseSources).exclude(['campaign']),
        title: title.min(1),
        category: title.default('').describe("Kind of scam in your words, such as 'bank imposter'"),
        live: z.boolean().default(false).describe('One live scam call: the case has one traceback'),
      }),
    ]),
    out: caseShape,
    async handle({ office: { desk }, body, actor }) {
      return caseOf(
        'candidate_id' in body ? await openCampaignCase(desk, actor, body) : openCase(desk, actor, body),
      );
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/cases/{case_id}',
    tag,
    summary: 'Show a case, with its tracebacks, requests, actions and all that was done to it',
    needs: 'look',
    params,
    query: z.strictObject(numbersFields),
    out: caseShape.extend({
      verdict: verdictShape.nullable().describe('On the candidate of the case; null = nobody has judged it'),
      tracebacks: z.array(tracebackShape),
      requests: z.array(requestShape),
      actions: z.array(actionShape),
      events: z.array(eventShape),
    }),
    handle: ({ office: { desk }, params: { case_id } }) =>
      desk.log.read((r) => ({
        ...caseOf(find(r, 'case', case_id)),
        verdict: verdictOn(r, find(r, 'case', case_id).state.candidate_id),
        tracebacks: r.linked('traceback', 'case_id', case_id).map(tracebackOf),
        requests: r.linked('request', 'case_id', case_id).map(requestOf),
        actions: r.linked('action', 'case_id', case_id).map(actionOf),
        events: r.events(ref('case', case_id)).map(eventOf),
      })),
  }),
  defineRoute({
    ...change,
    path: '/cases/{case_id}/assign',
    summary: 'Say who works on a case',
    body: changing({ assignee: z.string().trim().max(200).describe("'' = nobody") }),
    handle: ({ office: { desk }, params: { case_id }, body, actor, seen }) =>
      caseOf(assignCase(desk, actor, { id: case_id, seen }, body.assignee)),
  }),
  defineRoute({
    ...change,
    path: '/cases/{case_id}/note',
    summary: 'Add a note to a case',
    body: changing({ text: words }),
    handle: ({ office: { desk }, params: { case_id }, body, actor, seen }) =>
      caseOf(noteCase(desk, actor, { id: case_id, seen }, body.text)),
  }),
  defineRoute({
    ...change,
    path: '/cases/{case_id}/close',
    summary: 'Close a case; its tracebacks must have ended',
    body: changing({ outcome: words }),
    handle: ({ office: { desk }, params: { case_id }, body, actor, seen }) =>
      caseOf(closeCase(desk, actor, { id: case_id, seen }, body.outcome)),
  }),
  defineRoute({
    ...change,
    path: '/cases/{case_id}/reopen',
    summary: 'Open a closed case again',
    body: changing({}),
    handle: ({ office: { desk }, params: { case_id }, actor, seen }) =>
      caseOf(reopenCase(desk, actor, { id: case_id, seen })),
  }),
  defineRoute({
    ...change,
    path: '/cases/{case_id}/hold',
    needs: 'lead',
    summary: 'Put a case under legal hold, or release it; retention drops nothing that a held case reaches',
    body: changing({
      held: z.boolean(),
      until: givenTime.optional().describe('When the hold ends by itself; without it, never'),
    }),
    handle: ({ office: { desk }, params: { case_id }, body, actor, seen }) =>
      caseOf(
        holdCase(
          desk,
          actor,
          { id: case_id, seen },
          body.held,
          body.until === undefined ? 0 : Date.parse(body.until),
        ),
      ),
  }),
];

/** The verdict on the candidate of a case, also one that was taken back. */
function verdictOn(log: Reader, candidate_id: string) {
  const judged = candidate_id === '' ? undefined : log.load(ref('candidate', candidate_id));
  return judged === undefined ? null : verdictOf(judged);
}
