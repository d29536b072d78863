import { hostname } from 'node:os';

/** Where a broker listens. Its controller is for itself alone, and stays on loopback whatever the host. */
export type KafkaPorts = { readonly host: string; readonly broker: number; readonly controller: number };

export const loopback = '127.0.0.1';

/** The address to give to clients. A broker on all interfaces goes by the machine's name. */
export const address = ({ host, broker }: KafkaPorts): string =>
  `${host === '0.0.0.0' || host === '::' ? hostname() : host}:${broker}`;

/** Names inside the data folder. The broker runs with that folder as its own, so a moved folder still works. */
export const files = {
  properties: 'server.properties',
  logging: 'log4j2.properties',
  logs: 'logs',
  log: 'kafka.log',
  output: 'kafka.out',
  pids: 'kafka.pid',
  temporary: 'tmp',
} as const;

/**
 * One node that is broker and controller, for one machine: every replication factor is 1. A broker that was killed may
 * register again only when its old session is over; the default of 9 s would be most of a restart.
 */
export const serverProperties = (ports: KafkaPorts): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${loopback}:${ports.controller}
listeners=PLAINTEXT://${ports.host}:${ports.broker},CONTROLLER://${loopback}:${ports.controller}
advertised.listeners=PLAINTEXT://${address(ports)}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${files.logs}
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
