import { caseOf, caseShape, verdictOf, verdictShape } from '@ringtrace/cases/api/shapes';
import type { Reader } from '@ringtrace/cases/log/transaction';
import { ref } from '@ringtrace/cases/model/ids';
import { visibleIn } from '@ringtrace/platform/visible';
import { z } from 'zod';
import type { FoundCampaign } from '../../queries/campaign.ts';
import { isoOf } from './common.ts';

/** What people decided about a campaign. */
export const decided = {
  verdict: verdictShape
    .omit({ callers: true })
    .extend({ taught: z.number().int().describe('Callers that stay silent by a dismissal') })
    .nullable(),
  cases: z.array(caseShape),
  events: z.array(
    z.object({
      at: z.string(),
      what: z.string(),
      who: z.string(),
      reason: z.string(),
      case_id: z.string().describe("'' = about the candidate itself"),
    }),
  ),
} as const;

/** Reads the verdict, the cases, and the events of both, from the log of casework. */
export function decidedOn(log: Reader, { campaign_id, candidate_id }: FoundCampaign) {
  const candidate = ref('candidate', candidate_id);
  const given = log.load(candidate);
  const cases = log.linked('case', 'campaign_id', campaign_id);
  const events = [
    ...log.events(candidate).map((event) => ({
      ...event,
      case_id: '',
      what: event.type === 'verdict_given' ? event.data.verdict : 'verdict taken back',
    })),
    ...cases.flatMap((one) =>
      log.events(one.ref).map((event) => ({
        ...event,
        case_id: one.ref.id,
        what: event.type.replaceAll('_', ' '),
      })),
    ),
  ];
  return visibleIn({
    verdict: given === undefined ? null : { ...verdictOf(given), taught: given.state.callers.length },
    cases: cases.map(caseOf),
    events: events
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ at, what, actor, reason, case_id }) => ({ at: isoOf(at), what, who: actor, reason, case_id })),
  });
}
