import type { CaseEvent } from '../../model/events.ts';

/** The columns that say after which event a thing stood so. */
export const after = ({ sequence, at, actor }: CaseEvent) => ({
  sequence,
  changed_at: at,
  changed_by: actor,
});
