import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchClickHouse, type RunningClickHouse } from '../../clickhouse/launch.ts';
import { lastingPort } from '../../kafka/port.ts';
import { startZookeeper } from './zookeeper.ts';

/** Engines that are shards of one cluster, with the ZooKeeper servers between them. */
export interface EngineCluster {
  readonly name: string;
  /** By shard, then by replica. */
  readonly engines: readonly (readonly RunningClickHouse[])[];
  /** URL of each engine; those of the first shard come first. They stay the same when an engine is started again. */
  readonly urls: readonly string[];
  readonly user: { readonly user: string; readonly password: string };
  /** Ends an engine as a power failure would. */
  kill(shard: number, replica: number): Promise<void>;
  /** Starts an engine again, at the same ports and on its data. */
  start(shard: number, replica: number): Promise<void>;
  remove(): Promise<void>;
}

interface Size {
  readonly shards: number;
  readonly replicas: number;
  /** Tables have the Replicated form. Embedded engines then take no inserts: they open no port to copy from each other. */
  readonly replicated: boolean;
  /** ZooKeeper servers. */
  readonly keepers: number;
  /** A `users.xml` instead of our own, for tests of the users that a server has. */
  readonly usersFile?: string;
}

const host = '127.0.0.1';
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Starts a cluster on loopback, with data in a temporary folder. */
export async function startEngineCluster({
  shards,
  replicas,
  replicated,
  keepers,
  usersFile,
}: Size): Promise<EngineCluster> {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-cluster-'));
  const name = 'ringtrace';
  const secret = randomBytes(16).toString('hex');
  const zookeeper = await startZookeeper(dir, keepers);
  const places: { readonly http: number; readonly tcp: number }[][] = [];
  for (const _ of range(shards)) {
    const shard = [];
    for (const __ of range(replicas))
      shard.push({ http: await lastingPort(host), tcp: await lastingPort(host) });
    places.push(shard);
  }
  const tcpPorts = places.map((shard) => shard.map(({ tcp }) => tcp));
  const launch = (shard: number, replica: number) => {
    const place = places[shard]?.[replica];
    if (place === undefined) throw new Error(`the cluster has no replica ${replica} of shard ${shard}`);
    return launchClickHouse({
      dataDir: join(dir, `engine-${shard}-${replica}`),
      // One file: all engines know the same users.
      credentialsFile: join(dir, 'credentials.json'),
      host,
      port: place.http,
      usersFile,
      cluster: {
        name,
        shard: shard + 1,
        ...(replicated ? { replica: replica + 1 } : {}),
        tcpPort: place.tcp,
        shards: tcpPorts,
        keepers: [...zookeeper.ports],
        secret,
      },
    });
  };
  const engines: RunningClickHouse[][] = [];
  for (const shard of range(shards)) {
    const own: RunningClickHouse[] = [];
    for (const replica of range(replicas)) own.push(await launch(shard, replica));
    engines.push(own);
  }
  const running = (shard: number, replica: number) => {
    const found = engines[shard]?.[replica];
    if (found === undefined) throw new Error(`the cluster has no replica ${replica} of shard ${shard}`);
    return found;
  };
  return {
    name,
    engines,
    urls: places.flat().map(({ http }) => `http://${host}:${http}`),
    user: running(0, 0).readWrite,
    async kill(shard, replica) {
      const { pid, exited } = running(shard, replica);
      process.kill(pid, 'SIGKILL');
      await exited;
    },
    async start(shard, replica) {
      const own = engines[shard];
      if (own !== undefined) own[replica] = await launch(shard, replica);
    },
    async remove() {
      await Promise.all(engines.flat().map((engine) => engine.stop()));
      await zookeeper.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
