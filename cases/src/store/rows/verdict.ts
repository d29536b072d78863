import type { RowOf } from '@ringtrace/schemas/table';
import type { dismissedCallersStore, verdictsStore } from '@ringtrace/schemas/tables/casework';
import type { Candidate } from '../../model/candidate.ts';
import type { CaseEvent } from '../../model/events.ts';
import { after } from './after.ts';

type Event = CaseEvent<'candidate'>;

export const verdictRow = (
  { kind: _, callers: __, by, ...state }: Candidate,
  event: Event,
): RowOf<typeof verdictsStore> => ({ candidate_id: event.ref.id, ...state, given_by: by, ...after(event) });

/** The callers that a dismissal names. */
export const callerRows = ({ callers }: Candidate, event: Event): RowOf<typeof dismissedCallersStore>[] =>
  callers.map((caller) => ({ candidate_id: event.ref.id, ...caller, ...after(event) }));
