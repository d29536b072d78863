import { headline, originInWords, provenanceInWords } from '@ringtrace/detect/candidates/explain';
import { patternsInWords } from '@ringtrace/detect/candidates/patterns-in-words';
import { signalInWords } from '@ringtrace/detect/candidates/signals-in-words';
import { type Candidate, findCandidate } from '@ringtrace/detect/candidates/stored-candidates';
import { waterfallData, waterfallShape } from '@ringtrace/detect/candidates/waterfall/data';
import { visibleIn } from '@ringtrace/platform/visible';
import { candidateStatuses, pathRoles } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';
import { isoOf, noCampaign, params, tag, theCampaign } from './common.ts';
import { decided, decidedOn } from './decided.ts';

const provider = z.string().nullable();

/** Signals that say less are not told in words. */
const telling = 0.1;

/** What stands at the top of a campaign's page. It reads no records, so that it is there at once. */
export const campaignRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}',
  tag,
  summary: 'A campaign with its candidate: what is suspected, what speaks against it, what people decided',
  needs: 'look',
  params,
  out: z.object({
    campaign_id: z.string(),
    candidate_id: z.string(),
    status: z.enum(candidateStatuses),
    revision: z.number().int().describe('Of the candidate'),
    score: z.number().describe('Probability of a campaign, 0 to 1'),
    merged_into: z.string(),
    merged_from: z.array(z.string()),
    first_seen: z.string(),
    last_seen: z.string(),
    opened_at: z.string().nullable(),
    event_time: z.string().describe('End of the first minute by which enough calls had begun for it to open'),
    headline: z.string(),
    suspected: z.array(z.string()),
    against: z.array(z.string()),
    mixed: z.array(z.string()).describe('Why it may be more than one campaign'),
    origin: z.string(),
    provenance: z.array(z.string()),
    calls: z.number().int(),
    legs: z.number().int(),
    calling_numbers: z.number().int(),
    called_numbers: z.number().int(),
    calling_number: z.number().describe('Of the example call; 0 = withheld'),
    carriers: z.array(z.string()),
    origin_provider: provider,
    claimed_origin: provider,
    entry_provider: provider,
    next_provider_to_ask: provider,
    path: z.array(z.object({ provider: z.string(), role: z.enum(pathRoles), reported: z.boolean() })),
    evidence: waterfallShape,
    messages: z.array(z.object({ seconds: z.number(), share: z.number() })),
    ...decided,
  }),
  async handle({ office: work, params: { id } }) {
    const found = await theCampaign(work, id);
    const stored = await findCandidate(work.store, found.candidate_id);
    if (stored === undefined) throw noCampaign(id);
    const candidate = visibleIn(stored);
    const people = work.office.desk.log.read((log) => decidedOn(log, found));
    return {
      ...candidate,
      ...inWords(candidate),
      ...people,
      revision: candidate.revision,
      score: found.score,
      merged_from: found.merged_from,
      merged_into: found.merged_into,
      first_seen: isoOf(found.first_ms),
      last_seen: isoOf(found.last_ms),
      opened_at: candidate.opened_at === null ? null : isoIn(candidate.opened_at),
      event_time: isoIn(candidate.event_time),
    };
  },
});

/** A time as the store writes it, UTC. */
const isoIn = (time: string) => `${time.replace(' ', 'T')}Z`;

/** The evidence of a candidate, with each signal in words. */
function inWords(candidate: Candidate) {
  const { evidence } = candidate;
  const strong = evidence.signals.filter(({ contribution }) => Math.abs(contribution) >= telling);
  const against = strong.toSorted((a, b) => a.contribution - b.contribution);
  return {
    ...evidence,
    headline: headline(candidate),
    suspected: strong.filter(({ contribution }) => contribution > 0).map(signalInWords),
    against: against.filter(({ contribution }) => contribution < 0).map(signalInWords),
    mixed: patternsInWords(evidence.patterns),
    origin: originInWords(candidate),
    provenance: provenanceInWords(candidate),
    evidence: waterfallData(evidence.signals, evidence.highest_score),
    messages: evidence.patterns.messages,
  };
}
