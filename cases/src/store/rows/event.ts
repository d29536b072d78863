import type { RowOf } from '@ringtrace/schemas/table';
import type { caseEventsStore } from '@ringtrace/schemas/tables/casework';
import type { EventRow } from '../../log/event-row.ts';
import type { Kind } from '../../model/ids.ts';

export interface EventCopy {
  readonly row: EventRow;
  readonly kind: Kind;
  /** The case that the thing belongs to; '' = none. */
  readonly case_id: string;
}

export const eventCopy = ({ row, kind, case_id }: EventCopy): RowOf<typeof caseEventsStore> => ({
  ...row,
  kind,
  case_id,
});
