import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withWaysOut } from './java.mjs';
import { SetupError } from './setup-error.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'kafka', 'pom.xml');

/** Where set-up keeps what it fetched: RINGTRACE_CACHE, or `.cache` in the clone. */
export const cacheDir = (env = process.env) => env['RINGTRACE_CACHE'] || join(here, '..', '..', '.cache');

/** The Apache Kafka version that kafka/pom.xml pins. */
export function kafkaVersion() {
  const version = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1];
  if (!version) throw new Error(`${pom} names no kafka.version`);
  return version;
}

/** Another list of jars is another folder: a clone that is brought up to date fetches what it lacks. */
function kafkaHome() {
  const list = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 8);
  return `kafka-${kafkaVersion()}-${list}`;
}

/** The folder with the jars of a broker. It exists only whole. */
export const kafkaLibsDir = (env = process.env) => join(cacheDir(env), kafkaHome(), 'libs');

/** Throws a SetupError with the ways out where there is no Maven. */
export function checkMaven(env = process.env) {
  const { error } = spawnSync('mvn', ['--version'], { env });
  if (!error) return;
  throw new SetupError(withWaysOut("Fetching Kafka's jars needs Maven, and there is no mvn on the PATH."));
}

/** Fetches the jars through Maven, which checks each against its repository's checksum. */
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
      `Maven could not fetch Kafka ${kafkaVersion()} (is Maven Central in reach, or a mirror named in ~/.m2/settings.xml?): ${reason.replace(/.*\[ERROR\]\S*\s*/, '')}`,
    ),
  );
}
