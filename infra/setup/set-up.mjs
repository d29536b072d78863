import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, checkMaven } from './jars.mjs';
import { askJava } from './java.mjs';
import { hasKafkaClasses, writeKafkaClasses } from './kafka-classes.mjs';
import { fetchKafkaJars, kafkaLibsDir, kafkaVersion } from './kafka-jars.mjs';
import { withLock } from './lock.mjs';
import { hasPackages, installPackages } from './node-packages.mjs';
import { buildPages, hasPages } from './pages.mjs';
import { fetchZookeeperJars, zookeeperLibsDir } from './zookeeper-jars.mjs';

/**
 * Makes a clone ready to run. Does only what is missing. Throws SetupError.
 * @param {{ kafka: boolean, tests?: boolean }} needs `kafka`: whether the embedded broker will be run; `tests`: what tests of a
 * cluster need, too
 */
export async function setUp({ kafka, tests = false }) {
  const hasJars = () => existsSync(kafkaLibsDir());
  // First, so that a missing Java or Maven is reported before the long downloads.
  const java = kafka ? askJava() : undefined;
  if (kafka && !hasJars()) checkMaven();
  await ensure('fetching npm packages and Node 24', hasPackages, installPackages);
  await buildPagesWhereOld();
  if (kafka) await ensure(`fetching Apache Kafka ${kafkaVersion()}`, hasJars, fetchKafkaJars);
  const hasZookeeper = () => existsSync(zookeeperLibsDir());
  if (tests && java !== undefined) {
    const { build } = java;
    await ensure(
      'keeping what Kafka loads at its start',
      () => hasKafkaClasses(build),
      () => writeKafkaClasses(build),
    );
  }
  if (tests) await ensure('fetching ZooKeeper, for tests of a cluster', hasZookeeper, fetchZookeeperJars);
}

/** Builds the pages of the console where they are missing, or older than their sources. Throws SetupError. */
export const buildPagesWhereOld = () => ensure("building the console's pages", hasPages, buildPages);

/**
 * @param {string} what such as 'fetching npm packages'
 * @param {() => boolean} isDone
 * @param {() => void} work
 */
async function ensure(what, isDone, work) {
  if (isDone()) return;
  await withLock(join(cacheDir(), 'set-up.lock'), () => {
    if (isDone()) return;
    const from = Date.now();
    console.error(`Setting up: ${what} (only the first time) ...`);
    work();
    console.error(`Setting up: ${what} took ${((Date.now() - from) / 1000).toFixed(0)} s`);
  });
}
