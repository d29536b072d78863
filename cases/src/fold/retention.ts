import { type Fold, mustNotExist } from './fold.ts';

export const foldRetention: Fold<'retention'> = (before, event) => {
  if (event.type === 'records_dropped') mustNotExist(before, event);
  return { ...event.data, kind: 'retention' };
};
