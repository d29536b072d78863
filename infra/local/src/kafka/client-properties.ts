import type { KafkaAccess } from '@ringtrace/platform/kafka/access';

/** Escapes a value of a .properties file. */
const property = (value: string) => value.replaceAll('\\', '\\\\');
/** Quotes a value within a JAAS setting. */
const quoted = (value: string) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`;

/**
 * The text of a .properties file with which Kafka's own tools log in. It has the password, so only its owner may read
 * the file. `authorityFile` is the file into which the caller wrote `access.tls.ca`.
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
