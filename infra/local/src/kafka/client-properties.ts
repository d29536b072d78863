import type { KafkaAccess } from '@ringtrace/platform/kafka/access';

/** A value of a .properties file. */
const property = (value: string) => value.replaceAll('\\', '\\\\');
/** A value within a JAAS line. */
const quoted = (value: string) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

/**
 * Settings by which Kafka's own tools sign in, as a .properties file. It holds the password: only its owner may read
 * it. `authorityFile` is where the authority in `access` was written for the tool.
 */
export function clientProperties({ user, tls }: KafkaAccess, authorityFile = ''): string {
  const protocol = `${user === undefined ? '' : 'SASL_'}${tls === undefined ? 'PLAINTEXT' : 'SSL'}`;
  const lines = [`security.protocol=${protocol}`];
  if (user !== undefined) {
    const module = user.mechanism === 'plain' ? 'plain.PlainLoginModule' : 'scram.ScramLoginModule';
    const login = `username=${quoted(user.username)} password=${quoted(user.password)}`;
    lines.push(
      `sasl.mechanism=${user.mechanism.toUpperCase()}`,
      `sasl.jaas.config=${property(`org.apache.kafka.common.security.${module} required ${login};`)}`,
    );
  }
  if (tls?.ca !== undefined)
    lines.push('ssl.truststore.type=PEM', `ssl.truststore.location=${property(authorityFile)}`);
  return `${lines.join('\n')}\n`;
}
