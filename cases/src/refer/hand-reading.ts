import type { Actor, CaseLog } from '../log/log.ts';
import { newId, ref } from '../model/ids.ts';
import { calledNumbersUnder, redacted, redactor } from './numbers.ts';

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

/**
 * A copy of data without the last four digits of called numbers, also in its texts. Calling numbers stay. Whatever else looks like a
 * telephone number is masked too: texts may name called numbers that no field holds.
 */
export function maskedData(data: unknown): unknown {
  return redacted(data, {
    redact: redactor({ hide: calledNumbersIn(data), show: callingNumbersUnder(data) }),
    digests: true,
    masks: true,
  });
}

/** A copy of data without the last four digits of those called numbers that its fields name, also in its texts. */
export const withoutCalled = (data: unknown, called: readonly number[]): unknown =>
  redacted(data, { redact: redactor({ hide: called }), digests: true, masks: true });

/** Distinct called numbers in some data, however deep. */
export const calledNumbersIn = (data: unknown): number[] => [...calledNumbersUnder(data)];

/** Calling numbers, however deep. The store's lists have them as text. */
function callingNumbersUnder(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(callingNumbersUnder);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (!callingKey.test(name)) return callingNumbersUnder(inner);
    return [inner]
      .flat()
      .flatMap((one) => (/^\d+$/.test(String(one)) ? [Number(one)] : callingNumbersUnder(one)));
  });
}
const callingKey = /^calling_numbers?$/;
