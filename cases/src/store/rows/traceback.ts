import type { RowOf } from '@ringtrace/schemas/table';
import type { HopRow, tracebacksStore } from '@ringtrace/schemas/tables/casework';
import type { CaseEvent } from '../../model/events.ts';
import type { Traceback } from '../../model/traceback.ts';
import { after } from './after.ts';

type Event = CaseEvent<'traceback'>;

export function tracebackRow(
  { kind: _, call, hops, ...state }: Traceback,
  event: Event,
): RowOf<typeof tracebacksStore> {
  const proven = hops.filter(({ basis }) => basis === 'record' || basis === 'both');
  return {
    traceback_id: event.ref.id,
    ...state,
    ...call,
    hops: hops.length,
    proven_hops: proven.length,
    ...after(event),
  };
}

/** The whole path after an event that changed it; nothing after any other. */
export const hopRows = ({ hops }: Traceback, event: Event): HopRow[] =>
  'hops' in event.data ? hops.map((hop) => ({ traceback_id: event.ref.id, ...hop, ...after(event) })) : [];
