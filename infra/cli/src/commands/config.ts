import { settingsFilesOf, settingsInForce } from '@ringtrace/platform/config';
import { visible } from '@ringtrace/platform/visible';
import { command } from '../command.ts';
import { print, printJson, table } from '../output.ts';
import { usage } from '../usage/config.ts';

export const config = command(usage, async (_, { json }) => {
  const settings = settingsInForce();
  const files = settingsFilesOf();
  if (json) printJson({ settings, files });
  else {
    const rows = settings.map(({ name, value, from }) => ({ setting: name, value, from: from || 'not set' }));
    print(`${table(rows)}\n\nRead in this order, the first that has a setting holds: the environment`);
    for (const { path, found } of files) print(`  ${visible(path)}${found ? '' : ' (not there)'}`);
  }
  return 0;
});
