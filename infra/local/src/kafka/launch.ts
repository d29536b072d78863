import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findJava } from '@ringtrace/setup/java';
import { type Broker, spawnBroker } from './broker.ts';
import { address, files, type KafkaPorts, loggingProperties, loopback, serverProperties } from './config.ts';
import { stopLeftOver } from './left-over.ts';
import { kafkaLibsDir } from './libs.ts';
import { logTail } from './log-tail.ts';
import { askMetadata } from './metadata.ts';
import { freePort, PortInUse, portInUse } from './port.ts';
import { clusterId, formatStorage } from './storage.ts';

/** How to run a broker. `port` 0 takes any free one; `log` gets a line for each thing out of the ordinary. */
export type KafkaOptions = {
  readonly dataDir: string;
  readonly libsDir?: string;
  readonly host?: string;
  readonly port?: number;
  readonly heapMb?: number;
  readonly log?: (line: string) => void;
};

/** A running broker. `exited` gives the exit code (128 + n for signal n) once it is gone, asked for or not. */
export type LocalKafka = {
  readonly brokers: string;
  readonly pid: number;
  readonly exited: Promise<number>;
  stop(): Promise<void>;
};

const readyWithinMs = 60_000;
const portAttempts = 5;

/**
 * Starts Apache Kafka (one KRaft node) on a data folder and returns once it answers. Throws one clear message where
 * Java or the jars are missing, the port is taken, the folder is in use, or Kafka ends while starting.
 */
export async function launchKafka(options: KafkaOptions): Promise<LocalKafka> {
  const { host = loopback, port = 0, libsDir = kafkaLibsDir(), heapMb = 512, log = () => {} } = options;
  const java = findJava();
  if (!existsSync(libsDir))
    throw new Error(`Kafka's jars are not in ${libsDir}: npm start and npm test fetch them.`);
  mkdirSync(options.dataDir, { recursive: true });
  const dataDir = realpathSync(options.dataDir);
  await stopLeftOver(dataDir, log);
  rmSync(join(dataDir, files.temporary), { recursive: true, force: true });
  mkdirSync(join(dataDir, files.temporary));
  for (let attempt = 1; ; attempt++) {
    const ports = { host, broker: await freePort(host, port), controller: await freePort(loopback, 0) };
    writeFileSync(join(dataDir, files.logging), loggingProperties);
    writeFileSync(join(dataDir, files.properties), serverProperties(ports));
    await formatStorage(java, libsDir, dataDir);
    try {
      return await start({ java, libsDir, dataDir, heapMb }, ports);
    } catch (error) {
      if (!(error instanceof PortInUse) || attempt === portAttempts) throw error;
    }
  }
}

type Installation = { java: string; libsDir: string; dataDir: string; heapMb: number };

async function start(installation: Installation, ports: KafkaPorts): Promise<LocalKafka> {
  const { dataDir } = installation;
  const tail = logTail(dataDir);
  const broker = await spawnBroker(dataDir, installation.java, jvmArguments(installation));
  const exit = await Promise.race([broker.exited, answers(ports, clusterId(dataDir), broker)]);
  if (exit === 'ready') {
    return {
      brokers: address(ports),
      pid: broker.pid,
      exited: broker.exited,
      stop: broker.stop,
    };
  }
  await broker.stop();
  const lines = tail();
  if (/Address already in use/.test(lines)) throw new PortInUse(portInUse(ports.host, ports.broker));
  const what =
    exit === 'silent' ? `did not answer within ${readyWithinMs / 1000} s` : `ended (exit code ${exit})`;
  throw new Error(`Kafka ${what} while starting; its log, ${join(dataDir, files.log)}, ends:\n${lines}`);
}

const jvmArguments = ({ libsDir, dataDir, heapMb }: Installation): string[] => [
  `-Xmx${heapMb}m`,
  // Less start-up and, for batches near 1 MB, less than half the CPU of the defaults: docs/decisions/local-kafka.md.
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  // The codecs' native libraries are unpacked there: a killed broker leaves them, and the next start clears them away.
  `-Djava.io.tmpdir=${join(dataDir, files.temporary)}`,
  `-Dlog4j2.configurationFile=${files.logging}`,
  '-cp',
  join(libsDir, '*'),
  'kafka.Kafka',
  join(dataDir, files.properties),
];

/** Waits until our own broker is registered: the port alone could be answered by another that took it first. */
async function answers(ports: KafkaPorts, cluster: string, broker: Broker): Promise<'ready' | 'silent'> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline && broker.running()) {
    const metadata = await askMetadata(ports.host, ports.broker);
    if (metadata?.clusterId === cluster && metadata.brokers === 1) return 'ready';
    await setTimeout(50);
  }
  return 'silent';
}
