import timers from 'node:timers/promises';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { type ClickHouseUser, loadOrCreateCredentials } from '../credentials.ts';
import { DataDirectoryInUse, failureOf } from './failure.ts';
import { keepLimits } from './limit-keeper.ts';
import { type ClickHouseOptions, toArguments } from './options.ts';
import { type ServiceProcess, startService } from './service-process.ts';

/** Longer than an engine takes to end after the process that started it was killed. */
const HOLDER_PATIENCE_MS = 8_000;
const RETRY_MS = 250;

export interface LaunchOptions extends ClickHouseOptions {
  /** Takes what the process writes to standard error, a line each. */
  log?: (line: string) => void;
}

/** The embedded engine, running in a process of its own. A malformed request ends it: see `front/`. */
export interface RunningClickHouse extends ServiceProcess {
  readonly readWrite: ClickHouseUser;
  readonly readOnly: ClickHouseUser;
}

/**
 * Starts the embedded ClickHouse and waits until it answers. Where another process has the data, it waits a
 * few seconds for that one to end: it may be ours, orphaned a moment ago.
 * @throws one line with the engine's own reason where it does not come up.
 */
export async function launchClickHouse(options: LaunchOptions): Promise<RunningClickHouse> {
  const patience = Date.now() + HOLDER_PATIENCE_MS;
  for (;;) {
    try {
      return await launchOnce(options);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUse) || Date.now() > patience) throw error;
      await timers.setTimeout(RETRY_MS);
    }
  }
}

async function launchOnce(options: LaunchOptions): Promise<RunningClickHouse> {
  const { readWrite, readOnly } = loadOrCreateCredentials(options.credentialsFile);
  const service = await startService({
    name: 'ClickHouse',
    module: new URL('./main.ts', import.meta.url),
    args: toArguments(options),
    log: options.log,
    failure: (stderr) => failureOf(stderr, options),
  });
  const keeper = new AbortController();
  void service.exited.then(() => keeper.abort());
  const limits = options.analyst ?? analystLimits.parse({});
  void keepLimits({ url: service.url, readWrite, readOnly }, limits, keeper.signal, options.log);
  return {
    ...service,
    readWrite,
    readOnly,
    stop: () => {
      keeper.abort();
      return service.stop();
    },
  };
}
