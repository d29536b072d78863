import { existsSync } from 'node:fs';
import { openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import { ref } from '@ringtrace/cases/model/ids';
import { verifyPackage } from '@ringtrace/cases/refer/verify';
import { loadConfig } from '@ringtrace/platform/config';
import { visible } from '@ringtrace/platform/visible';
import { command, group, UsageError } from '../command.ts';
import { count, print, printJson, say } from '../output.ts';
import { usage } from '../usage/package.ts';

export const packages = group('package', usage, {
  verify: command(usage.subcommands.verify, async ({ directory }, options) => {
    const told = options['manifest-sha256']?.toLowerCase();
    if (told !== undefined && !/^[0-9a-f]{64}$/.test(told))
      throw new UsageError('--manifest-sha256 takes the 64 letters and digits of a SHA-256 in hex');
    const check = await verifyPackage(directory, (id) =>
      told === undefined ? byTheLog(id) : { sha256: told, by: '--manifest-sha256' },
    );
    if (options.json) printJson(check);
    else {
      for (const fault of check.faults) print(visible(fault));
      print(
        check.faults.length === 0
          ? `Package ${check.package_id}: ${count(check.files)} files are as the manifest lists them.`
          : `Package ${check.package_id} is not as it was written: ${check.faults.length === 1 ? 'one difference' : `${count(check.faults.length)} differences`}.`,
      );
      if (!check.manifestCompared)
        say(
          `The manifest itself was compared with nothing. Its SHA-256 is ${check.manifest_sha256}: ask whoever wrote the package for theirs.`,
        );
    }
    return check.faults.length === 0 ? 0 : 1;
  }),
});

/** The SHA-256 that this instance's log has for a package. */
function byTheLog(id: string) {
  const path = logFile(loadConfig().RINGTRACE_HOME);
  if (!existsSync(path)) return undefined;
  const log = openLog(path, { readOnly: true });
  try {
    const sha256 = log.read((reader) => reader.load(ref('package', id)))?.state.manifest_sha256 ?? '';
    return sha256 === '' ? undefined : { sha256, by: 'the log of casework' };
  } finally {
    log.close();
  }
}
