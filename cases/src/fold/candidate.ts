import { type Fold, mustExist } from './fold.ts';

/** A person may change a verdict: the last one counts, and the log keeps all of them. */
export const foldCandidate: Fold<'candidate'> = (before, event) => {
  const said = { given_at: event.at, by: event.actor, reason: event.reason };
  if (event.type === 'verdict_given') return { kind: 'candidate', ...event.data, ...said };
  return { ...mustExist(before, event), ...said, verdict: '', callers: [] };
};
