import { restoreHome } from '@ringtrace/local/backup/backup';
import { loadConfig } from '@ringtrace/platform/config';
import { command } from '../command.ts';
import { print } from '../output.ts';
import { usage } from '../usage/restore.ts';

export const restore = command(usage, async ({ folder }) => {
  const { RINGTRACE_HOME: home } = loadConfig();
  process.umask(0o077);
  const { version, made_at } = await restoreHome(folder, home);
  print(`${home} is as it was at ${made_at}, under Ringtrace ${version}. Start it with 'ringtrace up'.`);
  return 0;
});
