import { type Fold, mustExist, mustNotExist } from './fold.ts';

export const foldDemand: Fold<'demand'> = (before, event) => {
  if (event.type === 'demand_received') {
    mustNotExist(before, event);
    return { kind: 'demand', ...event.data, productions: [], closed: false };
  }
  const state = mustExist(before, event);
  if (event.type === 'demand_closed') return { ...state, closed: true };
  const { package_id, withheld } = event.data;
  return { ...state, productions: [...state.productions, { package_id, withheld, at: event.at }] };
};
