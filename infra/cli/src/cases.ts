import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Actor } from '@ringtrace/cases/log/actor';
import { type CaseLog, openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { settingsOf } from '@ringtrace/cases/work/find';
import { type Config, loadConfig } from '@ringtrace/platform/config';
import { type Connection, withStore } from './connect.ts';
import { say } from './output.ts';

/** A running instance with its log of casework. */
export interface Cases extends Connection {
  readonly log: CaseLog;
}

/**
 * Runs `work` on the instance's log of casework. What `work` wrote is then copied into the store, where lists and reports read
 * it. A copy that fails loses nothing: the next command makes it.
 */
export async function withCases<R>(work: (cases: Cases) => Promise<R>): Promise<R> {
  return withStore('readWrite', async (connection) => {
    const log = openLog(logFile(connection.config.RINGTRACE_HOME));
    try {
      // Another process may have ended between its event and the copy.
      await copyToStore(log, connection.store);
      const result = await work({ ...connection, log });
      await copyAfter(log, connection);
      sayReportOnly(log);
      return result;
    } finally {
      log.close();
    }
  });
}

/** Runs `work` on the log alone, which needs no service. Throws where there is no casework in this RINGTRACE_HOME. */
export async function withLog<R>(
  work: (log: CaseLog, config: Config) => Promise<R>,
  access: 'read' | 'write' = 'read',
): Promise<R> {
  const config = loadConfig();
  const path = logFile(config.RINGTRACE_HOME);
  if (!existsSync(path)) throw new Error(`there is no log of casework yet: ${path} does not exist`);
  const log = openLog(path, { readOnly: access === 'read' });
  try {
    return await work(log, config);
  } finally {
    log.close();
  }
}

/** Says so where nothing is sent to anybody. */
function sayReportOnly(log: CaseLog): void {
  if (log.read(settingsOf).report_only)
    say("Report-only mode: nothing is sent to anybody. 'ringtrace rules set --report-only off' ends it.");
}

/** The same, for commands that need nothing else of casework. */
export function sayWhetherReportOnly({ RINGTRACE_HOME }: Config): void {
  const path = logFile(RINGTRACE_HOME);
  if (!existsSync(path)) return;
  const log = openLog(path, { readOnly: true });
  try {
    sayReportOnly(log);
  } finally {
    log.close();
  }
}

async function copyAfter(log: CaseLog, { store }: Connection): Promise<void> {
  try {
    await copyToStore(log, store);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(`It is saved, but lists do not show it yet: ${reason}. The next command copies it again.`);
  }
}

interface Acting {
  readonly as: string | undefined;
  readonly reason: string | undefined;
}

/** Who acts, by the options of `usage/acting.ts`. */
export const actorOf = ({ as, reason }: Acting): Actor => ({
  name: as ?? userInfo().username,
  reason: reason ?? '',
});
