import type { Route } from '../../route/define.ts';
import { campaignCallersRoute } from './callers.ts';
import { campaignRoute } from './campaign.ts';
import { campaignExamplesRoute } from './examples.ts';
import { campaignNumbersRoute } from './numbers.ts';
import { campaignOutcomesRoute } from './outcomes.ts';
import { campaignPaceRoute } from './pace.ts';
import { campaignPathsRoute } from './paths.ts';
import { campaignSimilarRoute } from './similar.ts';

/** What the page of one campaign asks for. Whatever reads records has a route of its own, so that the top is there at once. */
export const campaignRoutes: readonly Route[] = [
  campaignRoute,
  campaignPaceRoute,
  campaignOutcomesRoute,
  campaignPathsRoute,
  campaignNumbersRoute,
  campaignExamplesRoute,
  campaignSimilarRoute,
  campaignCallersRoute,
];
