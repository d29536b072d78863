import { execFileSync, spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './setup-error.mjs';

/** Oldest Java that runs a Kafka 4 server: https://kafka.apache.org/41/operations/java-version/ */
const oldestJava = 17;

/**
 * The message for a machine that can't run the embedded broker.
 * @param {string} problem what is missing, in one sentence
 */
export const withWaysOut = (problem) =>
  [
    problem,
    'Ways out:',
    '  Debian, Ubuntu   sudo apt-get install openjdk-17-jre-headless maven   (or openjdk-21-jre-headless)',
    '  macOS            brew install openjdk maven',
    '  your own broker  KAFKA_BROKERS=host:port npm start   (or the same in .env; needs neither Java nor Maven)',
  ].join('\n');

/**
 * Reads the major version from the output of `java -version`; 8 for the old form `1.8.0`. undefined where there is
 * none.
 * @param {string} text
 * @returns {number | undefined}
 */
export const javaVersion = (text) => {
  const found = /version "(\d+)(?:\.(\d+))?/.exec(text);
  if (!found) return undefined;
  return Number(found[1] === '1' ? found[2] : found[1]);
};

/**
 * The java command of JAVA_HOME, or else of the PATH. Throws SetupError where it is missing or too old.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export const findJava = (env = process.env) => askJava(env).command;

/**
 * The same command, and what that Java says of its build. Throws as `findJava` does.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, build: string }}
 */
export function askJava(env = process.env) {
  const home = env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const { status, stderr } = spawnSync(command, ['-version'], { env, encoding: 'utf8', timeout: 30_000 });
  const version = status === 0 ? javaVersion(stderr) : undefined;
  if (version !== undefined && version >= oldestJava) return { command, build: stderr };
  const found =
    version === undefined
      ? `no working java ${home ? `in JAVA_HOME (${home})` : 'on the PATH'}`
      : `Java ${version}`;
  throw new SetupError(
    withWaysOut(`Running Kafka here needs Java ${oldestJava} or newer, and there is ${found}.`),
  );
}

/**
 * The folder of that Java, with bin and lib in it. Throws as `findJava` does.
 * @returns {string}
 */
export function javaHome() {
  const command = execFileSync('which', [findJava()], { encoding: 'utf8' }).trim();
  return dirname(dirname(realpathSync(command)));
}
