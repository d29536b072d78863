import type { Route } from '../route/define.ts';
import { campaignCallersRoute } from './campaign/callers.ts';
import { campaignRoute } from './campaign/campaign.ts';
import { campaignExamplesRoute } from './campaign/examples.ts';
import { campaignNumbersRoute } from './campaign/numbers.ts';
import { campaignOutcomesRoute } from './campaign/outcomes.ts';
import { campaignPaceRoute } from './campaign/pace.ts';
import { campaignPathsRoute } from './campaign/paths.ts';
import { campaignSimilarRoute } from './campaign/similar.ts';
import { campaignList } from './campaigns.ts';
import { meRoute } from './me.ts';
import { peopleRoutes } from './people.ts';

/** Every route of the console. */
export const routes: readonly Route[] = [
  campaignList.json,
  campaignList.csv,
  campaignRoute,
  campaignPaceRoute,
  campaignNumbersRoute,
  campaignOutcomesRoute,
  campaignPathsRoute,
  campaignExamplesRoute,
  campaignSimilarRoute,
  campaignCallersRoute,
  meRoute,
  ...peopleRoutes,
];
