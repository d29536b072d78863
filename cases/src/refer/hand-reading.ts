import type { Actor, CaseLog } from '../log/log.ts';
import { newId, ref } from '../model/ids.ts';
import { redacted, redactor } from './numbers.ts';

/**
 * Notes that somebody is about to see called numbers in full, such as of `what` = 'case case-7k3f9q2m4d'. It is called before the
 * numbers are shown: where the log can't be written, they stay hidden.
 */
export function recordNumbersRead(log: CaseLog, actor: Actor, what: string, numbers: number): void {
  if (numbers === 0) return;
  log.transact(actor, (writer) =>
    writer.append(ref('package', newId('package')), { type: 'numbers_read', data: { what, numbers } }),
  );
}

/** A copy of data without the last four digits of called numbers, also in its texts. Calling numbers stay. */
export function maskedData(data: unknown): unknown {
  const hide = numbersUnder('called_number', data);
  return redacted(data, {
    redact: redactor({ hide, show: numbersUnder('calling_number', data) }),
    digests: true,
  });
}

/** Distinct called numbers in some data, however deep. */
export const calledNumbersIn = (data: unknown): number[] => [...new Set(numbersUnder('called_number', data))];

/** Numbers under a key, however deep. The store's lists have them as text. */
function numbersUnder(key: string, value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => numbersUnder(key, one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === key && (typeof inner === 'number' || (typeof inner === 'string' && /^\d+$/.test(inner)))
      ? [Number(inner)]
      : numbersUnder(key, inner),
  );
}
