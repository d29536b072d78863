import type { CaseEvent, States } from '../model/events.ts';
import type { Kind } from '../model/ids.ts';
import { foldAction } from './action.ts';
import { foldAnswer } from './answer.ts';
import { foldCandidate } from './candidate.ts';
import { foldCase } from './case.ts';
import { foldDemand } from './demand.ts';
import { foldFeed } from './feed.ts';
import type { Fold } from './fold.ts';
import { foldPackage } from './package.ts';
import { foldProvider } from './provider.ts';
import { foldRequest } from './request.ts';
import { foldRetention } from './retention.ts';
import { foldSettings } from './settings.ts';
import { foldTraceback } from './traceback.ts';

const folds: { readonly [K in Kind]: Fold<K> } = {
  case: foldCase,
  traceback: foldTraceback,
  request: foldRequest,
  answer: foldAnswer,
  action: foldAction,
  candidate: foldCandidate,
  provider: foldProvider,
  demand: foldDemand,
  package: foldPackage,
  settings: foldSettings,
  feed: foldFeed,
  retention: foldRetention,
};

/** The state of a thing after one more of its events. Throws where the event can't follow. */
export const foldOne = <K extends Kind>(
  kind: K,
  before: States[K] | undefined,
  event: CaseEvent<K>,
): States[K] => folds[kind](before, event);
