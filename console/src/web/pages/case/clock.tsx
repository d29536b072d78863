import { Badge } from '../../parts/badge.tsx';
import { Duration, Time } from '../../parts/time.tsx';
import type { ShownRequest } from './shown.ts';

/** How the clock of a request stands, by the calendar of the provider's office. */
export function Clock({ request }: { readonly request: ShownRequest }) {
  const { clock, due_at, due_if_sent, reminders, calendar, reminded_at, answered_at } = request;
  if (clock.state === 'not started')
    return due_if_sent === null ? (
      <>The clock has not started.</>
    ) : (
      <>
        The clock has not started. Sent now, the answer would be due <Time at={due_if_sent} />.
      </>
    );
  if (clock.state === 'stopped')
    return answered_at === null ? (
      <>The clock has stopped.</>
    ) : (
      <>
        Answered <Time at={answered_at} />, due <Time at={due_at} />.
      </>
    );
  return (
    <>
      {clock.state === 'overdue' ? (
        <Badge kind="bad">
          overdue by <Duration ms={-(clock.left_ms ?? 0)} />
        </Badge>
      ) : (
        <Badge kind="info">
          due in <Duration ms={clock.left_ms} />
        </Badge>
      )}{' '}
      Due <Time at={due_at} />
      {calendar === undefined
        ? ''
        : ` by the calendar '${calendar.name}': ${calendar.opens} to ${calendar.closes}, ${calendar.zone}`}
      . {reminders === 0 ? 'No reminder yet' : reminders === 1 ? 'One reminder' : `${reminders} reminders`}
      {reminded_at === null ? null : (
        <>
          , the last one <Time at={reminded_at} />
        </>
      )}
      .{' '}
      {clock.silent_from === null ? null : (
        <>
          Silence ends the traceback from <Time at={clock.silent_from} /> on.
        </>
      )}
    </>
  );
}
