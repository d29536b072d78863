import type { CaseEvent, States } from '../model/events.ts';
import type { Kind } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';

/** The state of a thing after one more event; `before` is undefined for its first. Throws where the event can't follow. */
export type Fold<K extends Kind> = (before: States[K] | undefined, event: CaseEvent<K>) => States[K];

const nameOf = (event: CaseEvent) => `${event.type} (number ${event.sequence} of the log)`;

/** Throws where a thing's first event comes a second time. */
export function mustNotExist(before: unknown, event: CaseEvent): void {
  if (before !== undefined)
    throw new Error(`${nameOf(event)}: ${event.ref.kind} ${event.ref.id} exists already`);
}

/** Throws where a later event comes before the thing's first. */
export function mustExist<S>(before: S | undefined, event: CaseEvent): S {
  if (before === undefined)
    throw new Error(`${nameOf(event)}: there is no ${event.ref.kind} ${event.ref.id}`);
  return before;
}

/** Throws RefusedError where an event of this type can't follow the status. `after` lists the statuses that each type may follow. */
export function mustFollow<T extends string, S extends string>(
  after: Readonly<Record<T, readonly S[]>>,
  { type, ref }: { readonly type: T; readonly ref: { readonly kind: string; readonly id: string } },
  status: S,
): void {
  const allowed = after[type];
  if (allowed.includes(status)) return;
  const verb = type.slice(type.indexOf('_') + 1).replaceAll('_', ' ');
  throw new RefusedError(
    `${ref.kind} ${ref.id} is ${status.replaceAll('_', ' ')}: it can't become '${verb}', which takes one that is ${allowed.map((one) => one.replaceAll('_', ' ')).join(' or ')}`,
  );
}
