import { answer as writtenAnswer } from '@ringtrace/schemas/casework/answer';
import { z } from 'zod';
import { ref } from '../../model/ids.ts';
import { givenFrom } from '../../requests/answers/given.ts';
import { amendAnswer, giveAnswer, type Preview, previewAnswer } from '../../work/answers.ts';
import { find } from '../../work/find.ts';
import { giveAll } from '../bulk.ts';
import { givenTime } from '../given-time.ts';
import { InputError } from '../input.ts';
import { listRoute } from '../list-route.ts';
import { answers } from '../lists.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';
import { answerOf, answerShape, eventOf, eventShape, hopShape } from '../shapes.ts';
import { settledOf, settledShape } from './tracebacks.ts';

const tag = 'Answers';
const params = z.strictObject({ answer_id: z.string() });
const one = writtenAnswer.meta({
  id: 'WrittenAnswer',
  description: 'One answer, in the format ringtrace.answer/1',
});

const previewShape = z.object({
  check: z.object({
    agreement: z.string(),
    findings: z.array(z.string()).describe('A sentence for each record that agrees or contradicts'),
  }),
  before: z.object({ hops: z.array(hopShape), ask: z.string(), status: z.string(), outcome: z.string() }),
  after: z.object({
    hops: z.array(hopShape),
    ask: z.string(),
    outcome: z.string().describe("How the traceback ends; '' = it goes on"),
  }),
});

const previewOf = ({ check, before, after }: Preview) => ({
  check,
  before,
  after: { hops: after.hops, ask: after.ask, outcome: after.end?.outcome ?? '' },
});

const savedShape = previewShape.extend({ answer: answerShape, traceback: settledShape });

/** Whether an answer is late goes by this time, and not by when somebody wrote it down. */
const received_at = givenTime.optional().describe('When the answer reached the group; left out = now');

const receivedAt = ({ received_at: text }: { readonly received_at?: string | undefined }) =>
  text === undefined ? undefined : Date.parse(text);

const bulkBytes = 16 * 1024 * 1024;

export const answerRoutes: readonly Route[] = [
  listRoute({ path: '/answers', tag, summary: 'List answers', list: answers }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/answers/preview',
    tag,
    summary: 'What an answer says against the records and does to the path; nothing is saved',
    needs: 'look',
    body: z.strictObject({ answer: one }),
    out: previewShape,
    handle: async ({ office: { desk }, body }) => {
      const { request_id, content } = givenFrom(body.answer, 'answer');
      return previewOf(await previewAnswer(desk, request_id, content));
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/answers',
    tag,
    summary: "Save a provider's answer, with all that follows from it",
    needs: 'trace',
    status: 201,
    body: changing({ answer: one, received_at }),
    out: savedShape,
    async handle({ office: { desk }, body, actor, seen, bytes }) {
      const given = givenFrom(body.answer, 'answer');
      const saved = await giveAnswer(desk, actor, {
        ...given,
        way: 'api',
        bytes,
        received_at: receivedAt(body),
        seen,
      });
      return { ...previewOf(saved), answer: answerOf(saved.answer), traceback: settledOf(saved) };
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/answers/bulk',
    tag,
    summary: 'Save a file of answers (ringtrace.answer/1 or CSV), or look at it with preview=true',
    needs: 'trace',
    file: ['application/json', 'text/csv'],
    mostBytes: bulkBytes,
    query: z.strictObject({
      preview: z.enum(['true', 'false']).default('false'),
      received_at,
      reason: z.string().trim().max(2_000).optional().describe('Why; it is kept in the log'),
    }),
    out: z.object({
      saved: z.number().int(),
      refused: z.number().int(),
      answers: z.array(
        z.object({
          place: z.string().describe('Where the answer stands in the file'),
          request_id: z.string(),
          outcome: z.enum(['saved', 'can_be_saved', 'refused']),
          why: z.string().describe("Why it was refused; '' = it was not"),
          agreement: z.string(),
          findings: z.array(z.string()),
        }),
      ),
    }),
    handle: ({ office: { desk }, query, actor, bytes }) =>
      giveAll(desk, actor, bytes, { preview: query.preview === 'true', received_at: receivedAt(query) }),
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/answers/{answer_id}',
    tag,
    summary: 'Show an answer, with every earlier content',
    needs: 'look',
    params,
    out: answerShape.extend({ events: z.array(eventShape) }),
    handle: ({ office: { desk }, params: { answer_id } }) =>
      desk.log.read((r) => ({
        ...answerOf(find(r, 'answer', answer_id)),
        events: r.events(ref('answer', answer_id)).map(eventOf),
      })),
  }),
  defineRoute({
    ...bare,
    method: 'put',
    path: '/answers/{answer_id}',
    tag,
    summary: 'Amend an answer; the earlier content stays in the log',
    needs: 'trace',
    params,
    body: changing({ answer: one, received_at }),
    out: savedShape,
    async handle({ office: { desk }, params: { answer_id }, body, actor, seen, bytes }) {
      const { request_id, content, by } = givenFrom(body.answer, 'answer');
      const { state } = desk.log.read((r) => find(r, 'answer', answer_id));
      if (state.request_id !== request_id)
        throw new InputError('body', [
          { field: 'answer.request', message: `answer ${answer_id} is to request ${state.request_id}` },
        ]);
      const saved = await amendAnswer(desk, actor, {
        answer_id,
        content,
        by,
        way: 'api',
        bytes,
        received_at: receivedAt(body),
        seen,
      });
      return { ...previewOf(saved), answer: answerOf(saved.answer), traceback: settledOf(saved) };
    },
  }),
];
