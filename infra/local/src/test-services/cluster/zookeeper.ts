import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findJava } from '@ringtrace/setup/java';
import { zookeeperLibsDir } from '@ringtrace/setup/zookeeper-jars';
import { lastingPort } from '../../kafka/port.ts';

/** ZooKeeper servers on loopback that know each other. */
export interface Ensemble {
  /** Ports for clients. */
  readonly ports: readonly number[];
  stop(): Promise<void>;
}

interface Server {
  readonly id: number;
  readonly client: number;
  readonly peer: number;
  readonly election: number;
}

const startMs = 120_000;

/**
 * Starts an ensemble with its data in `dir`, and waits until it has a leader. Throws where it has none in time, and where ZooKeeper's jars
 * are missing.
 */
export async function startZookeeper(dir: string, size: number): Promise<Ensemble> {
  if (!existsSync(zookeeperLibsDir()))
    throw new Error(`ZooKeeper's jars are not in ${zookeeperLibsDir()}: npm run test:all fetches them`);
  const servers: Server[] = [];
  for (let id = 1; id <= size; id += 1)
    servers.push({
      id,
      client: await lastingPort('127.0.0.1'),
      peer: await lastingPort('127.0.0.1'),
      election: await lastingPort('127.0.0.1'),
    });
  const children = servers.map((server) => startServer(join(dir, `zookeeper-${server.id}`), server, servers));
  const stop = async () => {
    await Promise.all(children.map(end));
  };
  try {
    await Promise.all(servers.map(({ client }) => becomesReady(client)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { ports: servers.map(({ client }) => client), stop };
}

function startServer(dir: string, own: Server, all: readonly Server[]): ChildProcess {
  const data = join(dir, 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'myid'), String(own.id));
  const lines = [
    'tickTime=1000',
    'initLimit=20',
    'syncLimit=10',
    `dataDir=${data}`,
    `clientPort=${own.client}`,
    'clientPortAddress=127.0.0.1',
    'admin.enableServer=false',
    '4lw.commands.whitelist=srvr',
    'maxClientCnxns=0',
    // Data of a test need not survive the machine.
    'forceSync=no',
    ...(all.length === 1
      ? []
      : all.map(({ id, peer, election }) => `server.${id}=127.0.0.1:${peer}:${election}`)),
  ];
  writeFileSync(join(dir, 'zoo.cfg'), `${lines.join('\n')}\n`);
  const output = openSync(join(dir, 'output.log'), 'a');
  return spawn(
    findJava(),
    [
      ...['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dzookeeper.jmx.log4j.disable=true'],
      ...['-cp', join(zookeeperLibsDir(), '*')],
      'org.apache.zookeeper.server.quorum.QuorumPeerMain',
      join(dir, 'zoo.cfg'),
    ],
    { stdio: ['ignore', output, output] },
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Waits until the server serves clients: it then names its part in the ensemble. */
async function becomesReady(port: number): Promise<void> {
  const deadline = Date.now() + startMs;
  while (!(await standing(port)).includes('Mode:')) {
    if (Date.now() > deadline)
      throw new Error(`ZooKeeper at port ${port} does not serve after ${startMs / 1000} s`);
    await setTimeout(200);
  }
}

/** What a server says of itself; '' where it does not answer. */
const standing = (port: number): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end('srvr'));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (piece) => {
      text += String(piece);
    });
    socket.on('error', () => resolve(''));
    socket.on('close', () => resolve(text));
  });
