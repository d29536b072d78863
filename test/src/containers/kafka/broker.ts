import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setPassword } from '@ringtrace/local/carriers/scram-users';
import { lastingPort } from '@ringtrace/local/kafka/port';
import { untilListening } from '@ringtrace/local/test-services/listening';
import type { KafkaAccess } from '@ringtrace/platform/kafka/access';
import { withAdmin } from '@ringtrace/platform/kafka/admin';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import kafkajs, { type AclEntry } from 'kafkajs';
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers';
import { makeAuthority } from '../authority.ts';
import { kafkaImage } from './image.ts';
import {
  type BrokerSettings,
  folder,
  loggingProperties,
  loopback,
  serverProperties,
  started,
  startScript,
} from './settings.ts';

type Login = BrokerSettings['admin'];

/** A broker in a container, of which a client must know the authority and a login. */
export interface ContainerBroker {
  readonly image: string;
  /** File of the authority that signed the broker's certificate. */
  readonly ca: string;
  /** Access of a user. */
  access(login: Login): KafkaAccess;
  /** The user who may do everything. */
  readonly admin: Login;
  /** kill -9, or the pull of a plug: `meanwhile`, then a start on the same data. */
  kill(meanwhile: () => Promise<void>): Promise<void>;
  /** The broker stands still and keeps its connections, as a machine does that is out of memory. */
  freeze(meanwhile: () => Promise<void>): Promise<void>;
  /** The broker is asked to end, then starts again on the same data. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a broker. Its files lie in `dir`.
 * @param days as of `makeAuthority`
 */
export async function startBroker(dir: string, { days = 30 } = {}): Promise<ContainerBroker> {
  const image = await kafkaImage();
  const settings: BrokerSettings = {
    clients: await lastingPort(loopback),
    internal: await lastingPort(loopback),
    controller: await lastingPort(loopback),
    admin: { username: 'admin', password: randomBytes(18).toString('hex') },
  };
  const authority = makeAuthority(days);
  const identity = authority.server([loopback, 'localhost']);
  const ca = join(dir, 'authority.pem');
  writeFileSync(ca, authority.certificate);
  const container = await new GenericContainer(image)
    .withNetworkMode('host')
    .withEntrypoint(['/bin/sh', `${folder}/start.sh`])
    .withCopyContentToContainer([
      { target: `${folder}/start.sh`, content: startScript(settings) },
      { target: `${folder}/server.properties`, content: serverProperties(settings) },
      { target: `${folder}/log4j2.properties`, content: loggingProperties },
      { target: `${folder}/broker.pem`, content: identity.key + identity.chain },
    ])
    .withWaitStrategy(Wait.forLogMessage(started))
    .withStartupTimeout(120_000)
    .start();
  const runtime = await getContainerRuntimeClient();
  const handle = runtime.container.getById(container.getId());
  const startAgain = async () => {
    await handle.start();
    await untilListening(settings.clients, 'the broker that was started again');
  };
  return {
    image,
    ca,
    admin: settings.admin,
    access: ({ username, password }) => ({
      brokers: [`${loopback}:${settings.clients}`],
      user: { mechanism: 'scram-sha-512', username, password },
      tls: { ca: authority.certificate },
    }),
    async kill(meanwhile) {
      await handle.kill();
      await handle.wait();
      await meanwhile();
      await startAgain();
    },
    async freeze(meanwhile) {
      await handle.pause();
      await meanwhile();
      await handle.unpause();
    },
    async restart(meanwhile) {
      await handle.stop({ t: 20 });
      await meanwhile();
      await startAgain();
    },
    stop: async () => {
      await container.stop({ timeout: 1_000 });
    },
  };
}

/** Environment variables with which our programs sign in. */
export const environmentAs = (broker: ContainerBroker, { username, password }: Login): NodeJS.ProcessEnv => ({
  KAFKA_BROKERS: broker.access(broker.admin).brokers.join(','),
  KAFKA_SASL_USERNAME: username,
  KAFKA_SASL_PASSWORD: password,
  KAFKA_TLS_CA: broker.ca,
});

export const kafkaOf = (broker: ContainerBroker, login: Login): Kafka =>
  createKafka(broker.access(login), 'test', createLog('test', 'silent'));

/** Makes a user without any right. */
export async function addUser(broker: ContainerBroker, username: string): Promise<Login> {
  const password = randomBytes(18).toString('hex');
  await setPassword(broker.access(broker.admin), username, password);
  return { username, password };
}

/** Makes the user of our own processes, with the rights that docs/operations.md names, and no other. */
export async function addWorker(broker: ContainerBroker): Promise<Login> {
  const login = await addUser(broker, 'ringtrace');
  const { TOPIC, GROUP } = kafkajs.AclResourceTypes;
  const { READ, WRITE, DESCRIBE, CREATE, DELETE } = kafkajs.AclOperationTypes;
  const { PREFIXED, LITERAL } = kafkajs.ResourcePatternTypes;
  const allowed = (
    resourceType: number,
    resourceName: string,
    resourcePatternType: number,
    operations: readonly number[],
  ): AclEntry[] =>
    operations.map((operation) => ({
      resourceType,
      resourceName,
      resourcePatternType,
      operation,
      permissionType: kafkajs.AclPermissionTypes.ALLOW,
      principal: `User:${login.username}`,
      host: '*',
    }));
  const acl = [
    ...allowed(TOPIC, 'cdr.', PREFIXED, [READ, WRITE, DESCRIBE, CREATE]),
    ...allowed(TOPIC, 'traceback.candidates', LITERAL, [READ, WRITE, DESCRIBE, CREATE]),
    ...allowed(GROUP, 'ringtrace-', PREFIXED, [READ, DELETE]),
  ];
  await withAdmin(kafkaOf(broker, broker.admin), (admin) => admin.createAcls({ acl }));
  return login;
}
