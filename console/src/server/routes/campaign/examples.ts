import { numbersFields } from '@ringtrace/cases/api/numbers';
import { findCandidate } from '@ringtrace/detect/candidates/stored-candidates';
import { visibleIn } from '@ringtrace/platform/visible';
import { pathRoles } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';
import { noCampaign, params, tag, theCampaign } from './common.ts';

const number = z.union([z.number(), z.string()]);

export const campaignExamplesRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/examples',
  tag,
  summary: 'Example calls of a campaign, each with its path and its legs as they were when it was judged',
  needs: 'look',
  params,
  query: z.strictObject(numbersFields),
  out: z.object({
    items: z.array(
      z.object({
        calling_number: number.describe('0 = withheld'),
        called_number: number,
        time: z.string(),
        hops: z.array(
          z.object({
            provider: z.string(),
            role: z.enum(pathRoles),
            reported: z.boolean(),
            handed_over: z.string().nullable(),
          }),
        ),
        legs: z.array(
          z.object({
            carrier: z.string(),
            call_id: z.string(),
            start_time: z.string(),
            upstream: z.string(),
            downstream: z.string(),
            attestation: z.string(),
            sip_code: z.number(),
            answered: z.boolean(),
            duration_ms: z.number(),
          }),
        ),
        ask: z.string().nullable(),
        confidence: z.number(),
        contradictions: z.array(z.record(z.string(), z.string().nullable())),
      }),
    ),
  }),
  async handle({ office: work, params: { id } }) {
    const { candidate_id } = await theCampaign(work, id);
    const stored = await findCandidate(work.store, candidate_id);
    if (stored === undefined) throw noCampaign(id);
    return { items: examplesOf(visibleIn(stored.evidence)) };
  },
});

type Evidence = NonNullable<Awaited<ReturnType<typeof findCandidate>>>['evidence'];

/** A call's legs begin this near to each other. */
const sameCallMs = 120_000;

/** The example calls of a candidate. Their legs were copied with them, call by call; numbers and time tell whose they are. */
export function examplesOf({ paths, examples }: Pick<Evidence, 'paths' | 'examples'>) {
  return paths.map(
    ({
      path,
      next_provider_to_ask,
      origin_provider: _,
      claimed_origin: __,
      entry_provider: ___,
      ...call
    }) => ({
      ...call,
      hops: path,
      ask: next_provider_to_ask,
      legs: examples.filter(
        (leg) =>
          leg.called_number === call.called_number &&
          leg.calling_number === call.calling_number &&
          Math.abs(Date.parse(leg.start_time) - Date.parse(call.time)) <= sameCallMs,
      ),
    }),
  );
}
