import type { RowOf } from '@ringtrace/schemas/table';
import type { requestsStore } from '@ringtrace/schemas/tables/casework';
import type { CaseEvent } from '../../model/events.ts';
import type { Request } from '../../model/request.ts';
import { after } from './after.ts';

export const requestRow = (
  {
    kind: _,
    facts,
    bytes,
    calendar,
    failed_tries: _tries,
    handed_over_at: _handed,
    not_sent_at: _not,
    ...state
  }: Request,
  event: CaseEvent<'request'>,
): RowOf<typeof requestsStore> => ({
  request_id: event.ref.id,
  ...state,
  named_by: facts.named_by,
  volume_calls: facts.volume.calls,
  sha256: bytes.map((form) => form.sha256),
  calendar: calendar === undefined ? '' : JSON.stringify(calendar),
  ...after(event),
});
