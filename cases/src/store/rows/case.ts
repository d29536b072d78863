import type { RowOf } from '@ringtrace/schemas/table';
import type { casesStore } from '@ringtrace/schemas/tables/casework';
import type { Case } from '../../model/case.ts';
import type { CaseEvent } from '../../model/events.ts';
import { after } from './after.ts';

export const caseRow = ({ kind: _, ...state }: Case, event: CaseEvent<'case'>): RowOf<typeof casesStore> => ({
  case_id: event.ref.id,
  ...state,
  ...after(event),
});
