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
export const calledNumbersIn = (data: unknown): number[] => [...numbersUnder('called_number', data)];

/** Distinct numbers under a key, however deep, in their order. The store's lists have them as text. */
function numbersUnder(key: string, data: unknown): Set<number> {
  const found = new Set<number>();
  look(data);
  return found;

  function look(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value) look(one);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      if (name === key && isNumber(inner)) found.add(Number(inner));
      else look(inner);
    }
  }
}

const isNumber = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
