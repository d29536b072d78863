import type { RowOf } from '@ringtrace/schemas/table';
import type { HopRow, tracebacksStore } from '@ringtrace/schemas/tables/casework';
import type { CaseEvent } from '../../model/events.ts';
import type { Traceback } from '../../model/traceback.ts';
import { isProven } from '../../path/summary.ts';
import { after } from './after.ts';

type Event = CaseEvent<'traceback'>;

export function tracebackRow(
  { kind: _, call, hops, ...state }: Traceback,
  event: Event,
): RowOf<typeof tracebacksStore> {
  return {
    traceback_id: event.ref.id,
    ...state,
    ...call,
    hops: hops.length,
    proven_hops: hops.filter(isProven).length,
    ...after(event),
  };
}

/** The whole path after an event that changed it; nothing after any other. */
export const hopRows = ({ hops }: Traceback, event: Event): HopRow[] =>
  'hops' in event.data ? hops.map((hop) => ({ traceback_id: event.ref.id, ...hop, ...after(event) })) : [];
