import type { FoundCampaign } from '../../queries/campaign.ts';
import type { Keeping } from '../../queries/kept.ts';

/**
 * For what follows from a campaign's calls: pages look again every few seconds, and several people may look at one campaign. A minute,
 * or until the campaign has another revision: it then has other calls.
 */
export const untilRevised: Keeping<FoundCampaign> = {
  ms: 60_000,
  most: 200,
  keyOf: ({ campaign_id, revision }) => JSON.stringify([campaign_id, revision]),
};
