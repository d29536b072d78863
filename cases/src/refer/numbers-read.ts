import type { Actor, CaseLog } from '../log/log.ts';
import { newId, ref } from '../model/ids.ts';

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
