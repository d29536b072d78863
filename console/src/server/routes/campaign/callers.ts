import { visibleIn } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { bare, defineRoute } from '../../route/define.ts';
import { params, tag, theCampaign } from './common.ts';

export const campaignCallersRoute = defineRoute({
  ...bare,
  method: 'get',
  path: '/console/campaigns/{id}/callers',
  tag,
  summary: 'Callers of a campaign that a dismissal could keep silent from then on',
  needs: 'look',
  params,
  out: z.object({
    items: z.array(
      z.object({
        choice: z.number().int().describe('For `teach` of a dismissal'),
        who: z.string(),
        numbers: z.string(),
        calls: z.number().int(),
      }),
    ),
  }),
  async handle({ office: work, params: { id } }) {
    const { campaign_id } = await theCampaign(work, id);
    const callers = await work.office.findings.callers(campaign_id);
    return { items: visibleIn(callers.map((caller, i) => ({ choice: i + 1, ...caller }))) };
  },
});
