import { isWorker, workerModules } from '@ringtrace/local/worker-modules';
import { loadConfig } from '@ringtrace/platform/config';
import { endpoints } from '@ringtrace/platform/instance';
import { workerStart } from '@ringtrace/platform/worker-start';
import { runInPlace } from '@ringtrace/setup/our-node';
import { command } from '../command.ts';
import { mustBeOnlyOne } from '../only-one.ts';
import { usage } from '../usage/worker.ts';

export const worker = command(usage, async ({ name }) => {
  if (!isWorker(name)) throw new Error(`there is no worker ${name}`);
  // Wrong or missing settings are said here, in one line.
  const config = loadConfig();
  endpoints(config);
  mustBeOnlyOne(name, config);
  const { env, execArgv } = workerStart(name);
  return runInPlace(process.execPath, [...process.execArgv, ...execArgv, workerModules[name]], {
    env: { ...env, ...process.env },
  });
});
