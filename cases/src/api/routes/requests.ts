import { z } from 'zod';
import { ref } from '../../model/ids.ts';
import { recordNumbersRead } from '../../refer/hand-reading.ts';
import { withoutTokens } from '../../requests/links.ts';
import { find, NoSuchError } from '../../work/find.ts';
import { remindOf } from '../../work/reminding.ts';
import {
  acknowledgeRequest,
  approveRequest,
  markBounced,
  markDelivered,
  withdrawRequest,
} from '../../work/requests.ts';
import { approvedRequests, type SentBatch, sendRequests } from '../../work/sending.ts';
import { listRoute } from '../list-route.ts';
import { requests } from '../lists.ts';
import { numbersFields } from '../numbers.ts';
import { bare, changing, defineRoute, nothing, type Route } from '../route.ts';
import { answerOf, answerShape, eventOf, eventShape, requestOf, requestShape } from '../shapes.ts';

const tag = 'Requests';
const params = z.strictObject({ request_id: z.string() });

/** A change of one request. */
const change = { method: 'post', tag, needs: 'trace', params, query: nothing, out: requestShape } as const;

const batchesShape = z.object({
  batches: z
    .array(
      z.object({
        provider: z.string(),
        batch_id: z.string(),
        delivered: z.union([z.boolean(), z.literal('perhaps')]),
        why: z.string().describe("Why it did not arrive; '' = it did, or nothing speaks against it"),
        requests: z.array(requestShape),
      }),
    )
    .describe('One message to each provider'),
});

const batchesOf = (batches: readonly SentBatch[]) => ({
  batches: batches.map((batch) => ({ ...batch, requests: batch.requests.map(requestOf) })),
});

const seenRequests = z
  .array(
    z.strictObject({
      request_id: z.string(),
      version: z.number().int().min(1).optional().describe('Version that you saw'),
    }),
  )
  .min(1)
  .max(1_000);

const seenOf = (wanted: z.output<typeof seenRequests>) =>
  wanted.map(({ request_id, version }) => ({ id: request_id, seen: version }));

export const requestRoutes: readonly Route[] = [
  listRoute({ path: '/requests', tag, summary: 'List requests', list: requests }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/requests/{request_id}',
    tag,
    summary: 'Show a request, with its answer and all that was done to it',
    needs: 'look',
    params,
    query: z.strictObject(numbersFields),
    out: requestShape.extend({ answer: answerShape.nullable(), events: z.array(eventShape) }),
    handle: ({ office: { desk }, params: { request_id } }) =>
      desk.log.read((r) => {
        const request = find(r, 'request', request_id);
        const { answer_id } = request.state;
        return {
          ...requestOf(request),
          answer: answer_id === '' ? null : answerOf(find(r, 'answer', answer_id)),
          events: r.events(ref('request', request_id)).map(eventOf),
        };
      }),
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/requests/{request_id}/bytes',
    tag,
    summary:
      'The bytes of a request as they went out, without the secret part of its link; the log notes that you read its called number',
    needs: 'numbers',
    params,
    out: z.object({
      items: z.array(
        z.object({
          form: z.enum(['text', 'json', 'html']),
          sha256: z.string().describe('Of the bytes as they went out, with the link'),
          base64: z
            .base64()
            .describe("The bytes; in a link, '(withheld)' stands for the part by which one answers"),
        }),
      ),
    }),
    handle: ({ office: { desk }, params: { request_id }, actor }) => {
      const { state } = desk.log.read((r) => find(r, 'request', request_id));
      recordNumbersRead(desk.log, actor, `the bytes of ${request_id}`, state.bytes.length === 0 ? 0 : 1);
      return {
        items: state.bytes.map(({ form, sha256 }) => {
          const kept = desk.log.bytes(sha256);
          if (kept === undefined) throw new NoSuchError(`the bytes ${sha256} are not in the log`);
          return { form, sha256, base64: Buffer.from(withoutTokens(kept)).toString('base64') };
        }),
      };
    },
  }),
  defineRoute({
    ...change,
    path: '/requests/{request_id}/approve',
    summary: 'Approve a draft',
    body: changing({}),
    handle: ({ office: { desk }, params: { request_id }, actor, seen }) =>
      requestOf(approveRequest(desk, actor, { id: request_id, seen })),
  }),
  defineRoute({
    ...change,
    path: '/requests/{request_id}/withdraw',
    summary: 'Withdraw a request',
    body: changing({}),
    handle: ({ office: { desk }, params: { request_id }, actor, seen }) =>
      requestOf(withdrawRequest(desk, actor, { id: request_id, seen })),
  }),
  defineRoute({
    ...change,
    path: '/requests/{request_id}/acknowledge',
    summary: 'Note that the provider said that it works on a request',
    body: changing({ by: z.string().trim().max(200).default('').describe('Who said it for the provider') }),
    handle: ({ office: { desk }, params: { request_id }, body, actor, seen }) =>
      requestOf(acknowledgeRequest(desk, actor, { id: request_id, seen }, body.by)),
  }),
  defineRoute({
    ...change,
    path: '/requests/{request_id}/delivered',
    summary: 'Note that a request has arrived, such as after a telephone call',
    body: changing({}),
    handle: ({ office: { desk }, params: { request_id }, actor, seen }) =>
      requestOf(markDelivered(desk, actor, { id: request_id, seen })),
  }),
  defineRoute({
    ...change,
    path: '/requests/{request_id}/bounced',
    summary: 'Note that a message came back',
    body: changing({ why: z.string().trim().min(1).max(2_000) }),
    handle: ({ office: { desk }, params: { request_id }, body, actor, seen }) =>
      requestOf(markBounced(desk, actor, { id: request_id, seen }, body.why)),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/requests/send',
    tag,
    summary: 'Send approved requests, one message to each provider',
    needs: 'trace',
    body: changing({ requests: seenRequests.optional().describe('Left out = every approved request') }),
    out: batchesShape,
    handle: async ({ office: { desk }, body, actor }) =>
      batchesOf(
        await sendRequests(
          desk,
          actor,
          body.requests === undefined ? approvedRequests(desk) : seenOf(body.requests),
        ),
      ),
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/requests/remind',
    tag,
    summary: 'Remind providers of requests, one message to each provider',
    needs: 'trace',
    body: changing({ requests: seenRequests }),
    out: batchesShape,
    handle: async ({ office: { desk }, body, actor }) =>
      batchesOf(await remindOf(desk, actor, seenOf(body.requests))),
  }),
];
