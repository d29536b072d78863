import type { Route } from '../route.ts';
import { actionRoutes } from './actions.ts';
import { answerRoutes } from './answers.ts';
import { caseRoutes } from './cases.ts';
import { demandRoutes } from './demands.ts';
import { eventRoutes } from './events.ts';
import { packageRoutes } from './packages.ts';
import { providerRoutes } from './providers.ts';
import { reportRoutes } from './report.ts';
import { requestRoutes } from './requests.ts';
import { ruleRoutes } from './rules.ts';
import { tracebackRoutes } from './tracebacks.ts';
import { verdictRoutes } from './verdicts.ts';

/** Every route of the API, in the order of its document. */
export const routes: readonly Route[] = [
  ...caseRoutes,
  ...tracebackRoutes,
  ...requestRoutes,
  ...answerRoutes,
  ...actionRoutes,
  ...packageRoutes,
  ...demandRoutes,
  ...verdictRoutes,
  ...providerRoutes,
  ...reportRoutes,
  ...ruleRoutes,
  ...eventRoutes,
];
