import type { Store } from '@ringtrace/platform/clickhouse';
import type { CaseLog } from '../log/log.ts';
import { newId } from '../model/ids.ts';
import { folderOfKept, isKept, packageFile } from '../refer/kept.ts';
import type { Feeds } from '../refer/sources.ts';
import { writePackage } from '../refer/write.ts';
import type { Packages } from './office.ts';

interface Parts {
  /** RINGTRACE_HOME. */
  readonly home: string;
  readonly log: CaseLog;
  readonly store: Store;
  readonly feeds: Feeds | undefined;
}

/** Packages that an instance writes into its own folder, and keeps there. */
export const keptPackages = ({ home, log, store, feeds }: Parts): Packages => ({
  write(actor, referral) {
    const packageId = newId('package');
    const directory = folderOfKept(home, packageId);
    const desk = { log, store, actor, ...(feeds === undefined ? {} : { feeds }) };
    return writePackage(desk, { ...referral, packageId, directory });
  },
  file: (package_id) => packageFile(log, home, package_id),
  isKept: (package_id) => isKept(home, package_id),
});
