import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withWaysOut } from './java.mjs';
import { SetupError } from './setup-error.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'kafka', 'pom.xml');

/** Folder for downloaded files: RINGTRACE_CACHE, or `.cache` in the clone. */
export const cacheDir = (env = process.env) => env['RINGTRACE_CACHE'] || join(here, '..', '..', '.cache');

/** The Apache Kafka version that kafka/pom.xml pins. */
export function kafkaVersion() {
  const version = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1];
  if (!version) throw new Error(`${pom} names no kafka.version`);
  return version;
}

/** Name of the folder for this list of jars. Another list gets another folder, so an updated clone fetches new jars. */
function kafkaHome() {
  const list = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 8);
  return `kafka-${kafkaVersion()}-${list}`;
}

/** Folder with the jars of a broker. Where it exists it is complete. */
export const kafkaLibsDir = (env = process.env) => join(cacheDir(env), kafkaHome(), 'libs');

/** Throws SetupError where Maven is missing. */
export function checkMaven(env = process.env) {
  const { error } = spawnSync('mvn', ['--version'], { env });
  if (!error) return;
  throw new SetupError(withWaysOut("Fetching Kafka's jars needs Maven, and there is no mvn on the PATH."));
}

/** Downloads the jars with Maven, which compares each with its repository's checksum. Throws SetupError. */
export function fetchKafkaJars(env = process.env) {
  const libs = kafkaLibsDir(env);
  if (existsSync(libs)) return;
  const home = dirname(libs);
  mkdirSync(home, { recursive: true });
  const temporary = mkdtempSync(join(home, 'fetching-'));
  try {
    copyDependencies(temporary, env);
    renameSync(temporary, libs);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env */
function copyDependencies(folder, env) {
  const args = ['--batch-mode', '--quiet', '--strict-checksums', '--no-transfer-progress', '--file', pom];
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  const { status, stdout } = spawnSync('mvn', [...args, ...goal], { env, encoding: 'utf8' });
  if (status === 0) return;
  const reason =
    stdout.split('\n').find((line) => line.includes('[ERROR]')) ?? `mvn ended with code ${status}`;
  throw new SetupError(
    withWaysOut(
      `Maven could not fetch Kafka ${kafkaVersion()} (can this machine reach Maven Central, or a mirror named in ~/.m2/settings.xml?): ${reason.replace(/.*\[ERROR\]\S*\s*/, '')}`,
    ),
  );
}
