import { type Fold, mustExist, mustNotExist } from './fold.ts';

export const foldAnswer: Fold<'answer'> = (before, event) => {
  if (event.type === 'answer_given') {
    mustNotExist(before, event);
    return {
      kind: 'answer',
      ...event.data,
      received_at: event.data.received_at ?? event.at,
      given_at: event.at,
      amended_at: 0,
      amendments: 0,
    };
  }
  const state = mustExist(before, event);
  return {
    ...state,
    ...event.data,
    received_at: event.data.received_at ?? event.at,
    amended_at: event.at,
    amendments: state.amendments + 1,
  };
};
