import { everyRow } from '../log/every-row.ts';
import type { CaseLog } from '../log/log.ts';
import { digestIn, LogChecker } from '../log/verify.ts';
import { type AuditCheck, withHead } from './found.ts';

type Log = Pick<CaseLog, 'read' | 'rowsAfter' | 'bytes' | 'indexes'>;

/** Whether every entry is read, or only those behind the ones that an earlier check read. */
export type Extent = 'whole' | 'rest';

/** The check that can go on, and when its first entry was read, ms since 1970. */
interface Kept {
  readonly checker: LogChecker;
  readonly at: number;
}

/**
 * Checks of one log, one after the other. What a check has read without a fault need not be read again: a later one goes on behind it.
 * Such a check does not see a change of what was read before, and says so (`earlier`).
 */
export class KeptCheck {
  #log: Log;
  /** Whether the log is another file than the one that was read last. Then nothing of it has been read. */
  #isAnother = false;
  readonly #now: () => number;
  #kept: Kept | undefined;

  constructor(log: Log, now: () => number = Date.now) {
    this.#log = log;
    this.#now = now;
  }

  /** Goes on with the log that lies in the same place now, such as a restored backup. Its entries are all read at the next check. */
  replaceLog(log: Log): void {
    this.#log = log;
    this.#isAnother = true;
  }

  /** @param head hash of an entry, noted earlier; '' = none. A noted hash is looked for in the whole log. */
  check(extent: Extent, head: string): AuditCheck {
    return this.#log.read(() => {
      const kept = this.#kept;
      const changed = kept === undefined ? [] : this.#changedSince(kept);
      if (kept === undefined || changed.length > 0 || this.#isAnother || extent === 'whole' || head !== '')
        return this.#whole(head, changed);
      const { events } = kept.checker;
      for (const row of everyRow(this.#log, events)) kept.checker.take(row);
      const found = kept.checker.check('entries alone');
      if (found.faults.length > 0) this.#kept = undefined;
      return { ...found, headAt: 0, earlier: { entries: events, at: kept.at } };
    });
  }

  /** A sentence where the newest entry of an earlier check has another hash now. */
  #changedSince({ checker: { events, head }, at }: Kept): string[] {
    const [now] = events === 0 ? [] : this.#log.rowsAfter(events - 1, 1);
    if (events === 0 || now?.hash === head) return [];
    return [
      `entry ${events}: its hash was ${head} at the check of ${new Date(at).toISOString()}, and is ${now?.hash ?? 'gone'} now: this is another log, or its entries were written anew`,
    ];
  }

  /** Reads every entry. `faults` are known before that. */
  #whole(head: string, faults: readonly string[]): AuditCheck {
    const at = this.#now();
    this.#isAnother = false;
    const checker = new LogChecker(digestIn(this.#log.bytes), this.#log.indexes);
    let headAt = 0;
    for (const row of everyRow(this.#log)) {
      checker.take(row);
      if (row.hash === head) headAt = row.sequence;
    }
    const found = checker.check();
    const all = [...faults, ...found.faults];
    this.#kept = all.length === 0 ? { checker, at } : undefined;
    return withHead({ ...found, faults: all }, head, headAt);
  }
}
