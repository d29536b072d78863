import { hostname } from 'node:os';
import type { KafkaUser } from '../credentials.ts';

/**
 * Where a broker listens: `services` for our own processes and the controller for itself, both on loopback whatever
 * the host; `carriers` on `host`, where it goes by the name `publicHost`.
 */
export type KafkaListeners = {
  readonly host: string;
  readonly publicHost: string;
  readonly carriers: number;
  readonly services: number;
  readonly controller: number;
};

export const loopback = '127.0.0.1';

/** The name to give to carriers. A broker on all interfaces goes by the machine's name. */
export const publicName = (host: string): string => (host === '0.0.0.0' || host === '::' ? hostname() : host);

const withPort = (host: string, port: number) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

export const servicesAddress = ({ services }: KafkaListeners): string => withPort(loopback, services);
export const carriersAddress = ({ publicHost, carriers }: KafkaListeners): string =>
  withPort(publicHost, carriers);

/** Names inside the data folder. The broker runs with that folder as its own, so a moved folder still works. */
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
 * Who may do what: docs/decisions/who-may-write.md. Our own user may do all and signs in on loopback only; carriers may
 * do what an ACL lets them, over TLS.
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
 * One node that is broker and controller, for one machine: every replication factor is 1. A broker that was killed may
 * register again only when its old session is over; the default of 9 s would be most of a restart. Requests are
 * bounded, one by one and waiting, so that no client fills the heap. So are they before a client has signed in: the
 * broker takes memory for each as soon as it has read its size, by default 512 KiB for any stranger's connection.
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

/** Warnings and errors only, in one file that rolls over. */
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
