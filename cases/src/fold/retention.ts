import { type Fold, mustNotExist } from './fold.ts';

export const foldRetention: Fold<'retention'> = (before, event) => {
  mustNotExist(before, event);
  return { ...event.data, kind: 'retention' };
};
