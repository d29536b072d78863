import type { CaseLog } from '../log/log.ts';
import { LogChecker } from '../log/verify.ts';
import { openExport } from './export-file.ts';
import { type AuditCheck, withHead } from './found.ts';
import { KeptCheck } from './kept-check.ts';

/** Checks the log of an instance, as it is at one moment. `head` is the hash of an entry, noted earlier; '' = none was. */
export function verifyLog(
  log: Pick<CaseLog, 'read' | 'rowsAfter' | 'bytes' | 'indexes'>,
  head: string,
): AuditCheck {
  return new KeptCheck(log).check('whole', head);
}

/** Checks an exported log. The file is read line by line. Throws where it is no exported log. */
export async function verifyExport(path: string, head: string): Promise<AuditCheck> {
  const exported = await openExport(path);
  const checker = new LogChecker((sha256) => (exported.bytes ? exported.digestOf(sha256) : sha256));
  let headAt = 0;
  for await (const row of exported.rows) {
    checker.take(row);
    if (row.hash === head) headAt = row.sequence;
  }
  return withHead(checker.check(), head, headAt);
}
