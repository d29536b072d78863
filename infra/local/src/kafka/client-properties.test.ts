import { expect, it } from 'vitest';
import { clientProperties } from './client-properties.ts';

const brokers = ['a:1'];

it('have the login, whatever characters the password has', () => {
  const user = { mechanism: 'scram-sha-512', username: 'u', password: 'a"b\\c' } as const;
  const text = clientProperties({ brokers, user, tls: { ca: '...' } }, 'ca.pem');
  expect(text.split('\n')).toEqual([
    'security.protocol=SASL_SSL',
    'sasl.mechanism=SCRAM-SHA-512',
    // JAAS puts a backslash before a quote and a backslash; the .properties file doubles every backslash.
    String.raw`sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="a\\"b\\\\c";`,
    'ssl.truststore.type=PEM',
    'ssl.truststore.location=ca.pem',
    '',
  ]);
});

it('have no settings that are not needed', () => {
  expect(clientProperties({ brokers })).toBe('security.protocol=PLAINTEXT\n');
  expect(clientProperties({ brokers, tls: {} })).toBe('security.protocol=SSL\n');
});
