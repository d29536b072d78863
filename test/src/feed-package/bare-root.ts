import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheDir } from '@ringtrace/setup/jars';

/** Debian 12, with apt and systemd and nothing else of ours. */
const suite = 'bookworm';

/** Why there can be no bare root here; '' where there can. */
export const noBareRoot = reasonAgainst();

function reasonAgainst(): string {
  if (process.getuid?.() !== 0) return ' (skipped: only root makes a bare root)';
  const missing = ['mmdebstrap', 'dpkg-deb', 'chroot'].filter((name) => spawnSync(name, ['--version']).error);
  return missing.length === 0
    ? ''
    : ` (skipped: no ${missing.join(', ')} here; Debian: apt-get install mmdebstrap)`;
}

/** A Debian system in a folder. */
export interface BareRoot {
  readonly path: string;
  /** Runs a command in it, as root or as a user, and gives its code and what it wrote. */
  run(command: readonly string[], options?: { user?: string; env?: NodeJS.ProcessEnv }): Promise<RootOutcome>;
  remove(): void;
}
interface RootOutcome {
  readonly code: number;
  readonly output: string;
}

/** Unpacks a new one. The system is fetched once, and kept in the project's cache. */
export function openBareRoot(): BareRoot {
  const path = mkdtempSync(join(tmpdir(), 'ringtrace-root-'));
  execFileSync('tar', ['-xf', archive(), '-C', path]);
  return {
    path,
    async run(command, { user, env = {} } = {}) {
      const as = user === undefined ? [] : [`--userspec=${user}`];
      const whole = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/tmp', ...env };
      try {
        const { stdout, stderr } = await promisify(execFile)('chroot', [...as, path, ...command], {
          env: whole,
        });
        return { code: 0, output: stdout + stderr };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && 'stdout' in error && 'stderr' in error))
          throw error;
        return { code: Number(error.code), output: `${error.stdout}${error.stderr}` };
      }
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

function archive(): string {
  const file = join(cacheDir(), `debian-root-${suite}.tar`);
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part.tar`;
  try {
    execFileSync('mmdebstrap', ['--variant=apt', '--include=systemd', suite, part], { stdio: 'pipe' });
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
  return file;
}
