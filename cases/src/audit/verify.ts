import { everyRow } from '../log/every-row.ts';
import type { CaseLog } from '../log/log.ts';
import { digestIn, type LogCheck, LogChecker } from '../log/verify.ts';
import { openExport } from './export-file.ts';

/** What a check of a log found, and whether the hash that somebody noted earlier is still in it. */
export interface AuditCheck extends LogCheck {
  /** Entry that the noted hash is of; 0 = none was given. */
  readonly headAt: number;
}

/** Checks the log of an instance, as it is at one moment. `head` is the hash of an entry, noted earlier; '' = none was. */
export function verifyLog(
  log: Pick<CaseLog, 'read' | 'rowsAfter' | 'bytes' | 'indexes'>,
  head: string,
): AuditCheck {
  return log.read(() => {
    const checker = new LogChecker(digestIn(log.bytes), log.indexes);
    let headAt = 0;
    for (const row of everyRow(log)) {
      checker.take(row);
      if (row.hash === head) headAt = row.sequence;
    }
    return withHead(checker.check(), head, headAt);
  });
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

function withHead(check: LogCheck, head: string, headAt: number): AuditCheck {
  if (head === '' || headAt > 0) return { ...check, headAt };
  const fault = `no entry has the hash ${head} that was noted earlier: the log was cut behind an earlier entry, or is another one`;
  return { ...check, headAt, faults: [...check.faults, fault] };
}
