import type { campaignList } from '../../../server/routes/campaigns.ts';
import type { AnswerOf } from '../../api/ask.ts';

export type CampaignListRoute = typeof campaignList.json;
/** A row of the list. */
export type ListedCampaign = AnswerOf<CampaignListRoute>['items'][number];
