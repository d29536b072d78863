import { hostname } from 'node:os';
import type { KafkaUser } from '../credentials.ts';

/**
 * The ports on which a broker listens. `services` (for our own processes) and `controller` (for itself) are always on
 * loopback. `carriers` is on `host`; carriers know it by the name `publicHost`.
 */
export type KafkaListeners = {
  readonly host: string;
  readonly publicHost: string;
  readonly carriers: number;
  readonly services: number;
  readonly controller: number;
};

export const loopback = '127.0.0.1';

/** The host name for carriers. Where the broker listens on all interfaces it is the machine's name. */
export const publicName = (host: string): string => (host === '0.0.0.0' || host === '::' ? hostname() : host);

const withPort = (host: string, port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

export const servicesAddress = ({ services }: KafkaListeners): string => withPort(loopback, services);
export const carriersAddress = ({ publicHost, carriers }: KafkaListeners): string =>
  withPort(publicHost, carriers);

/** File names within the data folder. The broker uses them relative to that folder, so the folder can be moved. */
export const files = {
  properties: 'server.properties',
  logging: 'log4j2.properties',
  logs: 'logs',
  log: 'kafka.log',
  output: 'kafka.out',
  pids: 'kafka.pid',
  temporary: 'tmp',
  authorityKey: 'tls/authority.key',
  authority: 'tls/authority.pem',
  certificate: 'tls/broker.pem',
  frontCertificate: 'tls/clickhouse.pem',
} as const;

const plainLogin = ({ user, password }: KafkaUser) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="${user}" password="${password}" user_${user}="${password}";`;

/**
 * Settings for access control: docs/decisions/who-may-write.md. Our own user may do everything and logs in on loopback
 * only. Carriers use TLS and may do what an ACL allows.
 */
const access = (user: KafkaUser): string => `
listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,SERVICES:SASL_PLAINTEXT,CARRIERS:SASL_SSL
sasl.mechanism.controller.protocol=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=${plainLogin(user)}
listener.name.services.sasl.enabled.mechanisms=PLAIN
listener.name.services.plain.sasl.jaas.config=${plainLogin(user)}
listener.name.carriers.sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.carriers.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.carriers.ssl.keystore.type=PEM
listener.name.carriers.ssl.keystore.location=${files.certificate}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:${user.user}
`;

/**
 * What a Kafka of one node has in common, wherever it runs: every replication factor is 1.
 * - Session time-out: a broker that was killed can register again only after its old session ended. The default of 9 s
 *   would be most of a restart.
 */
export const oneNode = `
auto.create.topics.enable=false
num.partitions=4
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=4
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=4000
broker.heartbeat.interval.ms=1000
`.trim();

/**
 * Settings of one node on one machine that is both broker and controller.
 * - The sizes of requests, single and queued, are limited, so that no client fills the heap.
 * - So are requests before a login: the broker allocates the size that a request names, by default up to 512 KiB for
 *   each connection.
 */
export const serverProperties = (at: KafkaListeners, user: KafkaUser): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${loopback}:${at.controller}
listeners=SERVICES://${servicesAddress(at)},CARRIERS://${withPort(at.host, at.carriers)},CONTROLLER://${loopback}:${at.controller}
advertised.listeners=SERVICES://${servicesAddress(at)},CARRIERS://${carriersAddress(at)}
controller.listener.names=CONTROLLER
inter.broker.listener.name=SERVICES
${access(user)}log.dirs=${files.logs}
${oneNode}
socket.request.max.bytes=33554432
queued.max.request.bytes=134217728
sasl.server.max.receive.size=8192
connections.max.idle.ms=300000
listener.name.carriers.max.connections=2000
listener.name.carriers.max.connection.creation.rate=100
listener.name.services.max.connections=1000
listener.name.controller.max.connections=100
log.retention.hours=168
log.segment.bytes=268435456
log.cleaner.dedupe.buffer.size=33554432
`;

/** Log settings: warnings and errors only, in one file of limited size. */
export const loggingProperties = `
status=error
appender.file.type=RollingFile
appender.file.name=file
appender.file.fileName=${files.log}
appender.file.filePattern=${files.log}.%i
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d{ISO8601} %p %m (%c)%n
appender.file.policies.type=Policies
appender.file.policies.size.type=SizeBasedTriggeringPolicy
appender.file.policies.size.size=10MB
appender.file.strategy.type=DefaultRolloverStrategy
appender.file.strategy.max=2
rootLogger.level=warn
rootLogger.appenderRef.file.ref=file
`;
