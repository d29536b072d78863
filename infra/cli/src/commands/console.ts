import { workerModules } from '@ringtrace/local/worker-modules';
import { loadConfig } from '@ringtrace/platform/config';
import { endpoints } from '@ringtrace/platform/instance';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { workerStart } from '@ringtrace/platform/worker-start';
import { runInPlace } from '@ringtrace/setup/our-node';
import { command } from '../command.ts';
import { mustBeOnlyOne } from '../only-one.ts';
import { say } from '../output.ts';
import { consoleAt } from '../reach.ts';
import { usage } from '../usage/console.ts';

export const consoleCommand = command(usage, async () => {
  const config = loadConfig();
  // Wrong or missing settings are said here, in one line.
  endpoints(config);
  mustBeOnlyOne('console', config);
  // What the console keeps is customers' data: nobody else on the machine may read it.
  process.umask(0o077);
  const { env, execArgv } = workerStart('console');
  const args = [...process.execArgv, ...execArgv, workerModules.console];
  return runInPlace(process.execPath, args, {
    env: { ...env, ...process.env },
    onMessage(message) {
      const url = announcement.safeParse(message).data?.console;
      if (url !== undefined) say(`The console is at ${consoleAt(url, config)}. Ctrl-C ends it.`);
    },
  });
});
