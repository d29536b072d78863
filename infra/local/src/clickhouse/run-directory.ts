import { execFileSync } from 'node:child_process';
import { constants, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClickHouseCredentials } from './credentials.ts';
import { serverConfig, usersConfig } from './engine-config.ts';

/** Files of one run of the engine process, under `<data directory>/run/<pid>`. */
export interface RunDirectory {
  configFile: string;
  /** The engine writes the port it listens on here. */
  portFile: string;
  /** A named pipe the engine reads: it stops at its end. */
  stopPipe: string;
  /** The writing end, held open; closing it stops the engine. */
  stopDescriptor: number;
  /** Empty: the engine's database `default` also sees the files of the working directory as tables. */
  workingDir: string;
  remove(): void;
}

/** Makes the run directory of this process and clears away those of processes that are gone. */
export function createRunDirectory(dataDir: string, credentials: ClickHouseCredentials): RunDirectory {
  const parent = join(dataDir, 'run');
  removeLeftovers(parent);
  const dir = join(parent, String(process.pid));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const workingDir = join(dir, 'empty');
  mkdirSync(workingDir);
  const configFile = join(dir, 'config.xml');
  const usersFile = join(dir, 'users.xml');
  const stopPipe = join(dir, 'stop');
  writeFileSync(configFile, serverConfig(usersFile), { mode: 0o600 });
  writeFileSync(usersFile, usersConfig(credentials), { mode: 0o600 });
  execFileSync('mkfifo', ['-m', '600', stopPipe]);
  return {
    configFile,
    portFile: join(dir, 'port'),
    stopPipe,
    workingDir,
    // Opened for both ways, or the call would wait for the reader.
    stopDescriptor: openSync(stopPipe, constants.O_RDWR),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function removeLeftovers(parent: string): void {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(parent)) {
    if (Number(name) === process.pid || !isAlive(Number(name)))
      rmSync(join(parent, name), { recursive: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
