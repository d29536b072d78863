import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KafkaAccess } from '@ringtrace/platform/kafka/access';
import { kafkaJava } from '@ringtrace/setup/kafka-classes';
import { kafkaLibsDir } from '../../kafka/libs.ts';
import { lastingPort } from '../../kafka/port.ts';
import { untilListening } from '../listening.ts';

/** Brokers on loopback that hold copies of each other's topics. */
export interface BrokerCluster {
  readonly access: KafkaAccess;
  /** Ends a broker as a power failure would. Brokers are counted from 0. */
  kill(broker: number): Promise<void>;
  /** Starts it again on its data. */
  start(broker: number): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly id: number;
  readonly dir: string;
  readonly clients: number;
  readonly controller: number;
}

const host = '127.0.0.1';
const clusterId = 'MkU3OEVBNTcwNTJENDM2Qg';

/** Starts as many brokers with their data in `dir`. Every topic has a copy on each, and a write needs two of them. */
export async function startBrokers(dir: string, size: number): Promise<BrokerCluster> {
  const nodes: Node[] = [];
  for (let id = 1; id <= size; id += 1)
    nodes.push({
      id,
      dir: join(dir, `broker-${id}`),
      clients: await lastingPort(host),
      controller: await lastingPort(host),
    });
  for (const node of nodes) prepare(node, nodes);
  const children = nodes.map(run);
  const nodeOf = (broker: number) => {
    const found = nodes[broker];
    if (found === undefined) throw new Error(`there is no broker ${broker}`);
    return found;
  };
  const stop = async () => {
    await Promise.all(children.map(end));
  };
  try {
    await Promise.all(nodes.map(({ id, clients }) => untilListening(clients, `broker ${id}`)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    access: { brokers: nodes.map(({ clients }) => `${host}:${clients}`) },
    async kill(broker) {
      const child = children[broker];
      if (child !== undefined) await end(child);
    },
    async start(broker) {
      const node = nodeOf(broker);
      children[broker] = run(node);
      await untilListening(node.clients, `broker ${node.id}`);
    },
    stop,
  };
}

const settingsOf = ({ id, dir, clients, controller }: Node, all: readonly Node[]) =>
  [
    'process.roles=broker,controller',
    `node.id=${id}`,
    `controller.quorum.voters=${all.map((one) => `${one.id}@${host}:${one.controller}`).join(',')}`,
    `listeners=CLIENTS://${host}:${clients},CONTROLLER://${host}:${controller}`,
    `advertised.listeners=CLIENTS://${host}:${clients}`,
    'listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names=CONTROLLER',
    'inter.broker.listener.name=CLIENTS',
    `log.dirs=${join(dir, 'logs')}`,
    'auto.create.topics.enable=false',
    `default.replication.factor=${all.length}`,
    `min.insync.replicas=${Math.min(2, all.length)}`,
    `offsets.topic.replication.factor=${all.length}`,
    'offsets.topic.num.partitions=4',
    `transaction.state.log.replication.factor=${all.length}`,
    `transaction.state.log.min.isr=${Math.min(2, all.length)}`,
    'transaction.state.log.num.partitions=4',
    `share.coordinator.state.topic.replication.factor=${all.length}`,
    `share.coordinator.state.topic.min.isr=${Math.min(2, all.length)}`,
    'group.initial.rebalance.delay.ms=0',
    // A dead broker is missed after 4 s, and others lead its partitions then: docs/scaling.md.
    'broker.session.timeout.ms=4000',
    'broker.heartbeat.interval.ms=1000',
    'replica.lag.time.max.ms=5000',
    'log.cleaner.dedupe.buffer.size=33554432',
  ].join('\n');

const javaWith = (classes: readonly string[], dir: string) => [
  ...classes,
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  `-Dlog4j2.configurationFile=${join(dir, 'log4j2.properties')}`,
  ...['-cp', join(kafkaLibsDir(), '*')],
];

function prepare(node: Node, all: readonly Node[]): void {
  mkdirSync(node.dir, { recursive: true });
  const settings = join(node.dir, 'server.properties');
  writeFileSync(settings, `${settingsOf(node, all)}\n`);
  writeFileSync(
    join(node.dir, 'log4j2.properties'),
    `status=error\nappender.file.type=File\nappender.file.name=file\nappender.file.fileName=${join(node.dir, 'kafka.log')}\nappender.file.layout.type=PatternLayout\nappender.file.layout.pattern=%d{ISO8601} %p %m (%c)%n\nrootLogger.level=warn\nrootLogger.appenderRef.file.ref=file\n`,
  );
  const { java, classes } = kafkaJava();
  const { status, stderr } = spawnSync(
    java,
    [...javaWith(classes, node.dir), 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings],
    { encoding: 'utf8' },
  );
  if (status !== 0)
    throw new Error(`the storage of broker ${node.id} could not be made: ${stderr.slice(-500)}`);
}

function run({ dir }: Node): ChildProcess {
  const output = openSync(join(dir, 'output.log'), 'a');
  const { java, classes } = kafkaJava();
  return spawn(java, [...javaWith(classes, dir), 'kafka.Kafka', join(dir, 'server.properties')], {
    stdio: ['ignore', output, output],
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
