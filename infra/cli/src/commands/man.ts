import { settingNames } from '@ringtrace/platform/config';
import about from '../../package.json' with { type: 'json' };
import { command } from '../command.ts';
import { everyCommand } from '../every-command.ts';
import { manualPage } from '../man.ts';
import { print } from '../output.ts';
import { usage } from '../usage/man.ts';

export const man = command(usage, async () => {
  print(manualPage({ version: about.version, entries: await everyCommand(), settings: settingNames }));
  return 0;
});
