import { oneNode } from '@ringtrace/local/kafka/config';

/** Ports of a broker on loopback, and the logins that it knows from its beginning. */
export interface BrokerSettings {
  /** For clients: TLS and SCRAM-SHA-512. */
  readonly clients: number;
  /** For the broker itself. */
  readonly internal: number;
  readonly controller: number;
  /** May do everything. */
  readonly admin: { readonly username: string; readonly password: string };
}

export const loopback = '127.0.0.1';
/** Folder of the files below in the container. */
export const folder = '/opt/broker';

const itself = ({ username, password }: BrokerSettings['admin']) =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="${username}" password="${password}" user_${username}="${password}";`;

/** A broker as docs/operations.md asks of a cluster of one's own: nobody comes in without a login, and no right goes without an ACL. */
export const serverProperties = ({ clients, internal, controller, admin }: BrokerSettings): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${loopback}:${controller}
listeners=CLIENTS://${loopback}:${clients},INTERNAL://${loopback}:${internal},CONTROLLER://${loopback}:${controller}
advertised.listeners=CLIENTS://${loopback}:${clients},INTERNAL://${loopback}:${internal}
listener.security.protocol.map=CLIENTS:SASL_SSL,INTERNAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=INTERNAL
sasl.mechanism.controller.protocol=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=${itself(admin)}
listener.name.internal.sasl.enabled.mechanisms=PLAIN
listener.name.internal.plain.sasl.jaas.config=${itself(admin)}
listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.clients.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.clients.ssl.keystore.type=PEM
listener.name.clients.ssl.keystore.location=${folder}/broker.pem
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:${admin.username}
log.dirs=/tmp/kafka/logs
${oneNode}
log.cleaner.dedupe.buffer.size=33554432
`;

export const loggingProperties = `
status=error
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%p %m (%c)%n
rootLogger.level=info
rootLogger.appenderRef.out.ref=out
`;

/** The log line that says that the broker serves. */
export const started = /Kafka Server started/;

/** Makes the storage at the first start, then becomes the broker. It needs a shell and Java, and no other program. */
export const startScript = ({ admin }: Pick<BrokerSettings, 'admin'>): string => `#!/bin/sh
set -eu
export CLASSPATH='/opt/kafka/libs/*'
jvm='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile=${folder}/log4j2.properties'
[ -f /tmp/kafka/logs/meta.properties ] || java $jvm kafka.tools.StorageTool format --ignore-formatted \\
  -t MkU3OEVBNTcwNTJENDM2Qk -c ${folder}/server.properties \\
  --add-scram 'SCRAM-SHA-512=[name=${admin.username},password=${admin.password}]'
exec java $jvm -Xmx256m kafka.Kafka ${folder}/server.properties
`;
