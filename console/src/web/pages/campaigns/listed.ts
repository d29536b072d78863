import type { campaignList } from '../../../server/routes/campaigns.ts';
import type { AnswerOf } from '../../api/ask.ts';
import type { SortOf } from '../../parts/column.ts';

export type CampaignListRoute = typeof campaignList.json;
/** A row of the list. */
export type ListedCampaign = AnswerOf<CampaignListRoute>['items'][number];
export type ListedCampaignSort = SortOf<typeof campaignList>;
