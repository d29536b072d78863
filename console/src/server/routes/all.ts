import type { Route } from '../route/define.ts';
import { auditCheckRoute, auditChoicesRoute, auditList } from './audit.ts';
import { campaignRoute } from './campaign/campaign.ts';
import { campaignExamplesRoute } from './campaign/examples.ts';
import { campaignNumbersRoute } from './campaign/numbers.ts';
import { campaignOutcomesRoute } from './campaign/outcomes.ts';
import { campaignPaceRoute } from './campaign/pace.ts';
import { campaignPathsRoute } from './campaign/paths.ts';
import { campaignSimilarRoute } from './campaign/similar.ts';
import { campaignList } from './campaigns.ts';
import { caseRoute } from './cases/case.ts';
import { letterRoute } from './cases/letter.ts';
import { caseList, caseOwnersRoute } from './cases/list.ts';
import { deadLetterList, deadLetterRoute, replayRoute } from './dead-letters.ts';
import { feedList, feedRateRoute, feedRoute, gapList } from './feeds.ts';
import { inboxKindsRoute, inboxList } from './inbox/inbox.ts';
import { meRoute } from './me.ts';
import { peopleRoutes } from './people.ts';
import { providerHistoryRoute, providerRoute } from './provider.ts';
import { providerList } from './providers.ts';
import { reportFiles, reportRoute } from './report.ts';
import { instanceRoute, referenceRoute, rulesRoute, thresholdsRoute } from './settings.ts';

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
  caseList.json,
  caseList.csv,
  caseOwnersRoute,
  caseRoute,
  letterRoute,
  inboxList.json,
  inboxList.csv,
  inboxKindsRoute,
  meRoute,
  ...peopleRoutes,
  auditList.json,
  auditList.csv,
  auditChoicesRoute,
  auditCheckRoute,
  deadLetterList.json,
  deadLetterList.csv,
  deadLetterRoute,
  replayRoute,
  feedList.json,
  feedList.csv,
  feedRoute,
  feedRateRoute,
  gapList.json,
  gapList.csv,
  providerList.json,
  providerList.csv,
  providerRoute,
  providerHistoryRoute,
  reportRoute,
  ...reportFiles,
  thresholdsRoute,
  rulesRoute,
  referenceRoute,
  instanceRoute,
];
