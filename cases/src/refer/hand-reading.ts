import type { Actor, CaseLog } from '../log/log.ts';
import { newId, ref } from '../model/ids.ts';
import { addCalledNumbers, addCallingNumbers, redacted, redactor } from './numbers.ts';

/**
 * Notes that somebody is about to see called numbers in full, such as of `what` = 'case case-7k3f9q2m4d'. It is called before the
 * numbers are shown: where the log can't be written, they stay hidden. `what` names no called number in full; `sought` is the one that
 * was looked for, or its first digits.
 */
export function recordNumbersRead(
  log: CaseLog,
  actor: Actor,
  what: string,
  numbers: number,
  sought?: number,
): void {
  if (numbers === 0) return;
  const data = { what, numbers, ...(sought === undefined ? {} : { called_number: sought }) };
  log.transact(actor, (writer) =>
    writer.append(ref('package', newId('package')), { type: 'numbers_read', data }),
  );
}

/** Changes data, or a part of it such as a row, so that it may be seen by whoever asks. */
export type Showing = (data: unknown) => unknown;

/** Numbers that some data has in its fields. They are masked, or left, wherever its texts name them. */
export interface NumbersFound {
  readonly called: Iterable<number>;
  /** Given: whatever looks like a telephone number is masked, other than these. */
  readonly calling?: Iterable<number> | undefined;
}

/** Leaves out the last four digits of called numbers, also in texts. Calling numbers stay. */
export function masking({ called, calling }: NumbersFound): Showing {
  const redact = redactor({ hide: called, ...(calling === undefined ? {} : { show: calling }) });
  return (data) => redacted(data, { redact, digests: true, masks: true });
}

/** A copy of data with called numbers masked, and whatever else looks like a number: texts may name some that no field holds. */
export function maskedData(data: unknown): unknown {
  const [called, calling] = [new Set<number>(), new Set<number>()];
  addCalledNumbers(data, called);
  addCallingNumbers(data, calling);
  return masking({ called, calling })(data);
}

/** Distinct called numbers in some data, however deep. */
export function calledNumbersIn(data: unknown): number[] {
  const found = new Set<number>();
  addCalledNumbers(data, found);
  return [...found];
}
