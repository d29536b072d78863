import { jarsOf } from './jars.mjs';

const zookeeper = jarsOf('zookeeper', 'ZooKeeper');

/** Folder with the jars of a ZooKeeper server, which the tests of a cluster start. Where it exists it is complete. */
export const zookeeperLibsDir = zookeeper.libsDir;

/** Downloads the jars of a ZooKeeper server. Throws SetupError. */
export const fetchZookeeperJars = zookeeper.fetch;
