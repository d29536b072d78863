import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@ringtrace/platform/alive';
import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import type { ClickHouseCredentials } from '../credentials.ts';
import { loadReaders } from '../rights/reader-file.ts';
import { serverConfig, usersConfig } from './engine-config.ts';
import type { ClickHouseOptions } from './options.ts';

/** The files of one engine process, in `<data directory>/run/<pid>`. */
export interface RunDirectory {
  /**
   * The engine's working directory. It is empty, because the engine's start database shows files of its working
   * directory as tables. The other paths are relative to it, so that no special character of a parent directory gets
   * into SQL.
   */
  workingDir: string;
  configFile: string;
  /** The engine writes its port into this file. */
  portFile: string;
  /** A named pipe: the engine reads it, and stops when it ends. */
  stopPipe: string;
  remove(): void;
}

/** Creates the run directory of this process and removes those of processes that no longer exist. */
export function createRunDirectory(
  {
    dataDir,
    queryLog,
    cluster,
    coldDir,
    readers,
    usersFile,
  }: Pick<ClickHouseOptions, 'dataDir' | 'queryLog' | 'cluster' | 'coldDir' | 'readers' | 'usersFile'>,
  credentials: ClickHouseCredentials,
  limits: AnalystLimits,
): RunDirectory {
  const parent = join(dataDir, 'run');
  removeLeftovers(parent);
  // The embedded engine does not find the log of an earlier process again, and then makes none where its data lie.
  if (queryLog === true) rmSync(join(dataDir, 'engine', 'data', 'system'), { recursive: true, force: true });
  const dir = join(parent, String(process.pid));
  const workingDir = join(dir, 'empty');
  const ours = join(dir, 'users.xml');
  mkdirSync(workingDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, 'config.xml'), serverConfig(usersFile ?? ours, { queryLog, cluster, coldDir }), {
    mode: 0o600,
  });
  writeFileSync(ours, usersConfig(credentials, limits, readers && readersOf(readers)), { mode: 0o600 });
  execFileSync('mkfifo', ['-m', '600', join(dir, 'stop')]);
  return {
    workingDir,
    configFile: '../config.xml',
    portFile: '../port',
    stopPipe: '../stop',
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

const readersOf = ({ file, database }: NonNullable<ClickHouseOptions['readers']>) => ({
  readers: loadReaders(file),
  database,
});

function removeLeftovers(parent: string): void {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(parent)) {
    if (Number(name) === process.pid || !isAlive(Number(name)))
      rmSync(join(parent, name), { recursive: true });
  }
}
