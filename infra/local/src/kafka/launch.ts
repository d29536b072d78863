import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { KafkaAccess } from '@ringtrace/platform/kafka/access';
import { kafkaJava } from '@ringtrace/setup/kafka-classes';
import { type KafkaUser, loadOrCreateCredentials } from '../credentials.ts';
import { type Broker, spawnBroker } from './broker.ts';
import {
  carriersAddress,
  files,
  type KafkaListeners,
  loggingProperties,
  loopback,
  publicName,
  serverProperties,
  servicesAddress,
} from './config.ts';
import { holdsCertificate } from './handshake.ts';
import { stopLeftOver } from './left-over.ts';
import { kafkaLibsDir } from './libs.ts';
import { logTail } from './log-tail.ts';
import { askMetadata } from './metadata.ts';
import { freePort, lastingPort, PortInUse, portInUse } from './port.ts';
import { clusterId, formatStorage, type Program } from './storage.ts';
import { writeCertificates } from './tls.ts';

/**
 * How to run a broker. Carriers reach it at `host` and `port`, by the name `publicHost`; our own processes reach it on
 * loopback at `servicesPort`. Port 0, the default, is any free port. `log` gets a line for each unusual event.
 */
export type KafkaOptions = {
  readonly dataDir: string;
  /** File with our own login; created where it is missing. */
  readonly credentialsFile: string;
  readonly libsDir?: string;
  readonly host?: string;
  readonly publicHost?: string | undefined;
  readonly port?: number;
  readonly servicesPort?: number;
  readonly heapMb?: number;
  /** The broker writes its classes to this file when it ends: `write-classes.ts`. */
  readonly writeClassesTo?: string;
  readonly log?: (line: string) => void;
};

/**
 * A running broker. `exited` resolves with the exit code (128 + n for signal n) once it has ended, on request or not.
 */
export type LocalKafka = {
  /** Access for our own processes, which may do everything. */
  readonly access: KafkaAccess;
  readonly servicesPort: number;
  readonly carriersPort: number;
  /** For carriers: host:port, and the file of the authority that signed the broker's certificate. */
  readonly carriers: { readonly brokers: string; readonly ca: string };
  readonly pid: number;
  readonly exited: Promise<number>;
  stop(): Promise<void>;
};

/** A busy machine takes many times the few seconds of an idle one. */
const readyWithinMs = 120_000;
const portAttempts = 5;

/**
 * Starts Apache Kafka (one KRaft node) on a data folder and returns once it responds. Throws where Java or the jars are
 * missing, the port or the folder is in use, or Kafka ends while starting.
 */
export async function launchKafka(options: KafkaOptions): Promise<LocalKafka> {
  const { libsDir = kafkaLibsDir(), heapMb = 512, log = () => {} } = options;
  const { java, classes } = kafkaJava();
  if (!existsSync(libsDir))
    throw new Error(`Kafka's jars are not in ${libsDir}: npm start and npm test fetch them.`);
  // Only the owner may read call records, whatever the umask.
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = realpathSync(options.dataDir);
  await stopLeftOver(dataDir, log);
  rmSync(join(dataDir, files.temporary), { recursive: true, force: true });
  mkdirSync(join(dataDir, files.temporary));
  const { kafka: user } = loadOrCreateCredentials(options.credentialsFile);
  for (let attempt = 1; ; attempt++) {
    const listeners = await findListeners(options);
    writeCertificates(dataDir, [...new Set([listeners.publicHost, loopback, 'localhost'])]);
    writeFileSync(join(dataDir, files.logging), loggingProperties);
    const properties = join(dataDir, files.properties);
    rmSync(properties, { force: true });
    writeFileSync(properties, serverProperties(listeners, user), { mode: 0o600 });
    await formatStorage({ java, libsDir, classes }, dataDir);
    try {
      return await start({ ...options, java, libsDir, dataDir, heapMb, classes }, listeners, user);
    } catch (error) {
      if (!(error instanceof PortInUse) || attempt === portAttempts) throw error;
    }
  }
}

async function findListeners(options: KafkaOptions): Promise<KafkaListeners> {
  const { host = loopback, publicHost = publicName(host), port = 0, servicesPort = 0 } = options;
  return {
    host,
    publicHost,
    carriers: await freePort(host, port),
    services: servicesPort === 0 ? await lastingPort(loopback) : await freePort(loopback, servicesPort),
    controller: await lastingPort(loopback),
  };
}

type Installation = Program & { dataDir: string; heapMb: number; writeClassesTo?: string };

async function start(
  installation: Installation,
  listeners: KafkaListeners,
  user: KafkaUser,
): Promise<LocalKafka> {
  const { dataDir } = installation;
  const tail = logTail(dataDir);
  const broker = await spawnBroker(dataDir, installation.java, jvmArguments(installation));
  const exit = await Promise.race([broker.exited, becomesReady(listeners, user, dataDir, broker)]);
  if (exit === 'ready') {
    return {
      access: {
        brokers: [servicesAddress(listeners)],
        user: { mechanism: 'plain', username: user.user, password: user.password },
      },
      servicesPort: listeners.services,
      carriersPort: listeners.carriers,
      carriers: { brokers: carriersAddress(listeners), ca: join(dataDir, files.authority) },
      pid: broker.pid,
      exited: broker.exited,
      stop: broker.stop,
    };
  }
  await broker.stop();
  const lines = tail();
  if (/Address already in use/.test(lines))
    throw new PortInUse(portInUse(listeners.host, listeners.carriers));
  const what =
    exit === 'silent' ? `did not respond within ${readyWithinMs / 1000} s` : `ended (exit code ${exit})`;
  throw new Error(`Kafka ${what} while starting; its log, ${join(dataDir, files.log)}, ends: ${lines}`);
}

const jvmArguments = ({ libsDir, dataDir, heapMb, classes, writeClassesTo }: Installation): string[] => [
  ...(writeClassesTo === undefined ? classes : [`-XX:ArchiveClassesAtExit=${writeClassesTo}`]),
  `-Xmx${heapMb}m`,
  // Starts faster and, for batches near 1 MB, uses less than half the CPU of the defaults:
  // docs/decisions/local-kafka.md.
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  '-Djava.awt.headless=true',
  // Kafka unpacks native libraries of codecs there. A killed broker leaves them behind; the next start deletes them.
  `-Djava.io.tmpdir=${join(dataDir, files.temporary)}`,
  `-Dlog4j2.configurationFile=${files.logging}`,
  '-cp',
  join(libsDir, '*'),
  'kafka.Kafka',
  join(dataDir, files.properties),
];

/**
 * Waits until the broker is registered and serves both listeners. It checks that the server is ours, as another program
 * may have taken a port.
 */
async function becomesReady(
  { host, carriers, services }: KafkaListeners,
  user: KafkaUser,
  dataDir: string,
  broker: Broker,
): Promise<'ready' | 'silent'> {
  const cluster = clusterId(dataDir);
  const authority = readFileSync(join(dataDir, files.authority), 'utf8');
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline && broker.running()) {
    const metadata = await askMetadata(loopback, services, user);
    const registered = metadata?.clusterId === cluster && metadata.brokers === 1;
    if (registered && (await holdsCertificate(host, carriers, authority))) return 'ready';
    await setTimeout(50);
  }
  return 'silent';
}
