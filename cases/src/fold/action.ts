import { type Fold, mustExist, mustNotExist } from './fold.ts';

export const foldAction: Fold<'action'> = (before, event) => {
  if (event.type === 'action_recorded') {
    mustNotExist(before, event);
    return { kind: 'action', ...event.data, withdrawn: false, recorded_at: event.at };
  }
  return { ...mustExist(before, event), withdrawn: true };
};
