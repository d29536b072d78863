import { settingNames } from '@ringtrace/platform/config';
import { version } from '@ringtrace/platform/version';
import { command } from '../command.ts';
import { everyCommand } from '../every-command.ts';
import { manualPage } from '../man.ts';
import { print } from '../output.ts';
import { usage } from '../usage/man.ts';

export const man = command(usage, async () => {
  print(manualPage({ version, entries: await everyCommand(), settings: settingNames }));
  return 0;
});
