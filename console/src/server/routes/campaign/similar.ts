import { visible } from '@ringtrace/platform/visible';
import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { hoursOf } from '../../queries/campaign.ts';
import { nearDays, similarCampaigns } from '../../queries/campaign-similar.ts';
import { bare, defineRoute } from '../../route/define.ts';
import { isoOf, params, tag, theCampaign } from './common.ts';

type Similar = z.infer<typeof similarCampaigns.row>;

/** Why a campaign is similar to another, a reason each. */
const reasonsOf = ({
  shared_numbers,
  same_origin,
  origin,
  proven,
  same_message,
  message_s,
}: Similar) => [
  ...(shared_numbers === 0
    ? []
    : [
        `${shared_numbers.toLocaleString('en-US')} calling ${shared_numbers === 1 ? 'number' : 'numbers'} in common`,
      ]),
  ...(same_origin ? [`the same origin: ${visible(origin)} (${proven ? 'proven' : 'claimed'})`] : []),
  ...(same_message ? [`a message of about the same length: ${message_s} s`] : []),
];

export const campaignSimilarRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/similar',
  tag,
  summary: 'Open campaigns near in time that share numbers, origin or length of the message with one',
  needs: 'look',
  params,
  out: z.object({
    days: z.number().int().describe('Days before and after that are looked at'),
    total: z.number().int(),
    items: z.array(
      z.object({
        campaign_id: z.string(),
        candidate_id: z.string(),
        status: z.enum(candidateStatuses),
        first_seen: z.string(),
        last_seen: z.string(),
        calls: z.number().int(),
        score: z.number(),
        reasons: z.array(z.string()),
      }),
    ),
  }),
  async handle({ office: work, params: { id } }) {
    const found = await theCampaign(work, id);
    const rows = await work.store.query(similarCampaigns, hoursOf(found));
    return {
      days: nearDays,
      total: rows[0]?.total ?? 0,
      items: rows.map((row) => ({
        ...row,
        first_seen: isoOf(row.first_ms),
        last_seen: isoOf(row.last_ms),
        reasons: reasonsOf(row),
      })),
    };
  },
});
