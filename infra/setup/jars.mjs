import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withWaysOut } from './java.mjs';
import { SetupError } from './setup-error.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Folder for downloaded files: RINGTRACE_CACHE, or `.cache` in the clone. */
export const cacheDir = (env = process.env) => env['RINGTRACE_CACHE'] || join(here, '..', '..', '.cache');

/**
 * Jars of a program that runs on Java. `<folder>/pom.xml` beside this file lists them, and names the program's version as the
 * property `<folder>.version`.
 * @param {'kafka' | 'zookeeper'} folder
 * @param {string} title for messages, such as 'Kafka'
 */
export function jarsOf(folder, title) {
  const pom = join(here, folder, 'pom.xml');

  /** The version that the list pins. */
  function version() {
    const found = new RegExp(`<${folder}\\.version>([^<]+)<`).exec(readFileSync(pom, 'utf8'))?.[1];
    if (!found) throw new Error(`${pom} names no ${folder}.version`);
    return found;
  }

  /** Name of the folder for this list of jars. Another list gets another folder, so an updated clone fetches new jars. */
  function home() {
    const list = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 8);
    return `${folder}-${version()}-${list}`;
  }

  /** Folder with the jars. Where it exists it is complete. */
  const libsDir = (env = process.env) => join(cacheDir(env), home(), 'libs');

  /** Downloads the jars with Maven, which compares each with its repository's checksum. Throws SetupError. */
  function fetch(env = process.env) {
    const libs = libsDir(env);
    if (existsSync(libs)) return;
    mkdirSync(dirname(libs), { recursive: true });
    const temporary = mkdtempSync(join(dirname(libs), 'fetching-'));
    try {
      copyDependencies(temporary, env);
      renameSync(temporary, libs);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }

  /** @param {string} target @param {NodeJS.ProcessEnv} env */
  function copyDependencies(target, env) {
    const args = ['--batch-mode', '--quiet', '--strict-checksums', '--no-transfer-progress', '--file', pom];
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${target}`];
    const { status, stdout } = spawnSync('mvn', [...args, ...goal], { env, encoding: 'utf8' });
    if (status === 0) return;
    const reason =
      stdout.split('\n').find((line) => line.includes('[ERROR]')) ?? `mvn ended with code ${status}`;
    throw new SetupError(
      withWaysOut(
        `Maven could not fetch ${title} ${version()} (can this machine reach Maven Central, or a mirror named in ~/.m2/settings.xml?): ${reason.replace(/.*\[ERROR\]\S*\s*/, '')}`,
      ),
    );
  }

  return { version, libsDir, fetch };
}

/** Throws SetupError where Maven is missing. */
export function checkMaven(env = process.env) {
  const { error } = spawnSync('mvn', ['--version'], { env });
  if (!error) return;
  throw new SetupError(withWaysOut('Fetching jars needs Maven, and there is no mvn on the PATH.'));
}
