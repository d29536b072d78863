import type { Route } from '../route/define.ts';
import { auditCheckRoute, auditChoicesRoute, auditList } from './audit.ts';
import { callRoute, callSourcesRoute } from './call.ts';
import { callsCsv, callsRoute } from './calls/search.ts';
import { stitchedCallsRoute } from './calls/stitched.ts';
import { campaignRoutes } from './campaign/all.ts';
import { campaignList } from './campaigns.ts';
import { caseRoute } from './cases/case.ts';
import { draftRoute } from './cases/draft.ts';
import { letterRoute } from './cases/letter.ts';
import { caseList, caseOwnersRoute } from './cases/list.ts';
import { deadLetterList, deadLetterRoute, replayRoute } from './dead-letters.ts';
import { feedRoute } from './feeds/feed.ts';
import { gapList } from './feeds/gaps.ts';
import { feedList } from './feeds/list.ts';
import { feedRateRoute } from './feeds/rate.ts';
import { inboxKindsRoute, inboxList } from './inbox/inbox.ts';
import { meRoute } from './me.ts';
import { peopleRoutes } from './people.ts';
import { providerHistoryRoute, providerRoute } from './provider.ts';
import { providerList } from './providers.ts';
import { queryRoutes } from './query.ts';
import { reportFiles, reportRoute } from './report.ts';
import { instanceRoute, referenceRoute, rulesRoute, thresholdsRoute } from './settings.ts';
import { removeViewRoute, saveViewRoute, viewsRoute } from './views.ts';

/** Every route of the console. */
export const routes: readonly Route[] = [
  callsRoute,
  callsCsv,
  stitchedCallsRoute,
  callRoute,
  callSourcesRoute,

  campaignList.json,
  campaignList.csv,
  ...campaignRoutes,
  caseList.json,
  caseList.csv,
  caseOwnersRoute,
  caseRoute,
  draftRoute,
  letterRoute,
  inboxList.json,
  inboxList.csv,
  inboxKindsRoute,

  meRoute,
  ...peopleRoutes,
  ...queryRoutes,
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
  viewsRoute,
  saveViewRoute,
  removeViewRoute,
];
