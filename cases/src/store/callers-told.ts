import type { EventRow } from '../log/event-row.ts';
import type { Reader } from '../log/transaction.ts';
import { ref } from '../model/ids.ts';

/**
 * Numbers (E.164 digits) of callers that any verdict on the candidates of these events names or named. What detection makes of
 * their calls changes with the verdict.
 */
export function callersTold(rows: readonly EventRow[], log: Reader): number[] {
  const candidates = new Set(rows.filter(({ kind }) => kind === 'candidate').map(({ id }) => id));
  const told = [...candidates].flatMap((id) => log.events(ref('candidate', id)));
  const numbers = told.flatMap((event) =>
    event.type === 'verdict_given' ? event.data.callers.map((caller) => caller.calling_number) : [],
  );
  return [...new Set(numbers)];
}
