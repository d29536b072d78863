import { backUpHome, checkBackup, type Manifest } from '@ringtrace/local/backup/backup';
import { loadConfig } from '@ringtrace/platform/config';
import { command } from '../command.ts';
import { count, print, say } from '../output.ts';
import { usage } from '../usage/backup.ts';

export const backup = command(usage, async ({ folder }, { check = false }) => {
  const config = loadConfig();
  if (check) {
    print(`${inWords(await checkBackup(folder))}: each is as it was`);
    return 0;
  }
  process.umask(0o077);
  print(`${inWords(await backUpHome(config.RINGTRACE_HOME, folder))} in ${folder}`);
  if (config.CLICKHOUSE_URL !== undefined)
    say("The ClickHouse server's database is not in it: docs/operations.md says how to back it up.");
  return 0;
});

function inWords({ entries, version, made_at }: Manifest): string {
  const files = entries.filter(({ kind }) => kind === 'file').length;
  const bytes = entries.reduce((sum, one) => sum + (one.kind === 'file' ? one.size : 0), 0);
  return `${count(files)} files, ${count(Math.ceil(bytes / 1e6))} MB, of Ringtrace ${version}, ${made_at}`;
}
