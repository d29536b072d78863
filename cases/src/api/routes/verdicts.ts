import { explain, headline } from '@ringtrace/detect/candidates/explain';
import { verdicts } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { ref } from '../../model/ids.ts';
import { RefusedError } from '../../model/refused.ts';
import { type CallerOfCampaign, chosenCallers } from '../../verdicts/callers.ts';
import { giveVerdict, type Seen, takeBackVerdict } from '../../verdicts/verdict.ts';
import { NoSuchError } from '../../work/find.ts';
import { listRoute } from '../list-route.ts';
import { candidates } from '../lists.ts';
import { numbersFields } from '../numbers.ts';
import type { Office } from '../office.ts';
import { bare, changing, defineRoute, type Route } from '../route.ts';
import { callerShape, verdictOf, verdictShape } from '../shapes.ts';

const tag = 'Candidates';
const params = z.strictObject({ candidate_id: z.string() });
const share = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const verdictRoutes: readonly Route[] = [
  listRoute({ path: '/candidates', tag, summary: 'List candidates, newest first', list: candidates }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/candidates/{candidate_id}',
    tag,
    summary: 'Show a candidate, with its evidence and the evidence in words',
    needs: 'look',
    params,
    query: z.strictObject(numbersFields),
    out: z.looseObject({
      candidate_id: z.string(),
      campaign_id: z.string(),
      status: z.string(),
      headline: z.string(),
      explanation: z.array(z.string()),
      evidence: z.unknown(),
    }),
    async handle({ office: { findings }, params: { candidate_id } }) {
      const found = await findings.explained(candidate_id);
      if (found === undefined) throw noCandidate(candidate_id);
      const successor = found.status === 'merged' ? await findings.successor(found.campaign_id) : undefined;
      return { ...found, headline: headline(found), explanation: explain(found, successor) };
    },
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/verdicts/precision',
    tag,
    summary: 'Share of judged candidates that people confirmed, beside the calibrated score',
    needs: 'look',
    out: z.object({
      items: z.array(
        z.object({
          from: z.number().describe('Scores from here on, to the next band'),
          confirmed: z.number().int(),
          dismissed: z.number().int(),
          expected: z.number(),
          right: share,
        }),
      ),
    }),
    handle: async ({ office: { findings } }) => ({ items: await findings.precision() }),
  }),
  defineRoute({
    ...bare,
    method: 'get',
    path: '/candidates/{candidate_id}/verdict',
    tag,
    summary: 'The verdict on a candidate, and the callers that a dismissal could teach',
    needs: 'look',
    params,
    out: z.object({
      candidate_id: z.string(),
      campaign_id: z.string(),
      status: z.string(),
      revision: z.number().int(),
      score: z.number(),
      verdict: verdictShape.nullable(),
      callers: z.array(
        z.object({
          choice: z.number().int().describe('For `teach` of a dismissal'),
          who: z.string(),
          numbers: z.string(),
          calls: z.number().int(),
          known: z.array(callerShape),
        }),
      ),
    }),
    async handle({ office, params: { candidate_id } }) {
      const seen = await theCandidate(office, candidate_id);
      const callers = await office.findings.callers(seen.campaign_id);
      const given = office.desk.log.read((r) => r.load(ref('candidate', seen.candidate_id)));
      return {
        ...seen,
        verdict: given === undefined ? null : verdictOf(given),
        callers: callers.map((caller, i) => ({ choice: i + 1, ...caller })),
      };
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/candidates/{candidate_id}/verdict',
    tag,
    summary: 'Confirm or dismiss a candidate, with a reason',
    needs: 'decide',
    params,
    body: changing({
      verdict: z.enum(verdicts),
      revision: z.number().int().optional().describe('Revision of the candidate that you saw'),
      teach: z
        .union([z.enum(['all', 'none']), z.array(z.number().int().min(1)).min(1)])
        .optional()
        .describe(
          'Of a dismissal: callers that stay silent from now on, by their `choice`. One caller is taught unless said; of several you must choose',
        ),
    }),
    out: verdictShape,
    async handle({ office, params: { candidate_id }, body, actor, seen: version }) {
      const seen = await theCandidate(office, candidate_id);
      if (body.revision !== undefined && body.revision !== seen.revision)
        throw new RefusedError(
          `candidate ${seen.candidate_id} has revision ${seen.revision} by now: look at it again, then decide`,
        );
      const known =
        body.verdict === 'dismissed' ? await taught(office, seen, body.teach) : noneTaught(body.teach);
      return verdictOf(
        giveVerdict(
          office.desk.log,
          { ...seen, verdict: body.verdict, callers: known.flatMap((caller) => caller.known) },
          actor,
          version,
        ),
      );
    },
  }),
  defineRoute({
    ...bare,
    method: 'post',
    path: '/candidates/{candidate_id}/verdict/take-back',
    tag,
    summary: 'Take a verdict back: the candidate is what detection says of it again',
    needs: 'decide',
    params,
    body: changing({}),
    out: verdictShape,
    async handle({ office, params: { candidate_id }, actor, seen }) {
      const candidate = await theCandidate(office, candidate_id);
      return verdictOf(takeBackVerdict(office.desk.log, candidate.candidate_id, actor, seen));
    },
  }),
];

async function theCandidate({ findings }: Office, id: string): Promise<Seen> {
  const seen = await findings.candidate(id);
  if (seen === undefined) throw noCandidate(id);
  return seen;
}

const noCandidate = (id: string) =>
  new NoSuchError(`there is no candidate '${id}': 'ringtrace candidates' lists them`);

type Teach = 'all' | 'none' | readonly number[] | undefined;

async function taught(office: Office, seen: Seen, teach: Teach): Promise<readonly CallerOfCampaign[]> {
  const found = await office.findings.callers(seen.campaign_id);
  if (Array.isArray(teach) && teach.some((choice) => choice > found.length))
    throw new RefusedError(`teach names a caller that is not there: there are ${found.length}`);
  const chosen = chosenCallers(found, teach);
  if (chosen !== undefined) return chosen;
  const lines = found.map(({ who, numbers }, i) => `${i + 1} = ${who}, ${numbers}`);
  throw new RefusedError(
    `several callers are in this campaign: choose with 'teach' which of them stay silent from now on: ${lines.join('; ')}`,
  );
}

function noneTaught(teach: Teach): readonly CallerOfCampaign[] {
  if (teach === undefined || teach === 'none') return [];
  throw new RefusedError('a confirmation teaches no caller: leave teach out');
}
