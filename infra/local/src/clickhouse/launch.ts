import timers from 'node:timers/promises';
import { analystLimits } from '@ringtrace/platform/analyst-limits';
import { type ClickHouseUser, loadOrCreateCredentials } from '../credentials.ts';
import { loadReaders } from '../rights/reader-file.ts';
import { DataDirectoryInUse, failureOf } from './failure.ts';
import { keepLimits } from './limit-keeper.ts';
import { type ClickHouseOptions, toArguments } from './options.ts';
import { type ServiceProcess, startService } from './service-process.ts';

/** An engine whose supervisor was killed ends within this time: it kills itself after 20 s. */
const ORPHAN_END_MS = 25_000;
const RETRY_MS = 250;

export interface LaunchOptions extends ClickHouseOptions {
  /** Gets each line that the process writes to standard error. */
  log?: (line: string) => void;
}

/**
 * The embedded engine in a process of its own. A malformed request would end it, so clients use the front (`front/`).
 */
export interface RunningClickHouse extends ServiceProcess {
  readonly readWrite: ClickHouseUser;
  readonly readOnly: ClickHouseUser;
}

/**
 * Starts the embedded ClickHouse and waits until it listens. Where another process uses the data, it waits up to `orphanEndMs`
 * for that process to end: it may be an engine whose supervisor was just killed. Throws an error of one line
 * with the engine's reason where it does not start.
 */
export async function launchClickHouse(
  options: LaunchOptions,
  orphanEndMs = ORPHAN_END_MS,
): Promise<RunningClickHouse> {
  const deadline = Date.now() + orphanEndMs;
  for (;;) {
    try {
      return await launchOnce(options);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUse) || Date.now() >= deadline) throw error;
      await timers.setTimeout(RETRY_MS);
    }
  }
}

async function launchOnce(options: LaunchOptions): Promise<RunningClickHouse> {
  const { readWrite, readOnly } = loadOrCreateCredentials(options.credentialsFile);
  const readers =
    options.readers === undefined ? [] : loadReaders(options.readers.file).map(({ name }) => name);
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
  void keepLimits(
    { url: service.url, readWrite, limited: [readOnly.user, ...readers] },
    limits,
    keeper.signal,
    options.log,
  );
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
