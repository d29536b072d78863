import { describe, expect, it } from 'vitest';
import { messageWithWayOut } from './way-out.ts';

const errorOf = (name: string, message: string, fields: object = {}) =>
  Object.assign(new Error(message), { name, ...fields });

describe('the message of a refusal', () => {
  it.each([
    [errorOf('KafkaJSSASLAuthenticationError', 'no such login'), 'KAFKA_SASL_PASSWORD'],
    [
      errorOf('KafkaJSProtocolError', 'refused', { type: 'TOPIC_AUTHORIZATION_FAILED' }),
      'KAFKA_SASL_USERNAME',
    ],
    [errorOf('KafkaJSConnectionError', 'TLS', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'KAFKA_TLS_CA'],
    [errorOf('KafkaJSConnectionClosedError', 'Closed connection'), 'KAFKA_TLS'],
    [errorOf('KafkaJSConnectionError', 'TLS', { code: 'CERT_HAS_EXPIRED' }), 'new certificate'],
    [errorOf('Error', 'TLS', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }), 'CLICKHOUSE_TLS_CA'],
    [errorOf('Error', 'TLS', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'CLICKHOUSE_URL'],
    [errorOf('Error', 'login', { code: '516', type: 'AUTHENTICATION_FAILED' }), 'CLICKHOUSE_PASSWORD'],
  ])('%s names what to look at', (error, setting) => {
    const said = messageWithWayOut(error);
    expect(said).toMatch(new RegExp(`^${error.message}: `));
    expect(said).toContain(setting);
  });

  it('looks at the errors behind it, and stays that of the outermost', () => {
    const inner = errorOf('KafkaJSConnectionError', 'inner', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const outer = errorOf('KafkaJSNumberOfRetriesExceeded', 'outer', { originalError: inner });
    expect(messageWithWayOut(outer)).toMatch(/^outer: .*KAFKA_TLS_CA$/);
    expect(messageWithWayOut(new Error('outermost', { cause: outer }))).toMatch(
      /^outermost: .*KAFKA_TLS_CA$/,
    );
  });

  it('is left as it is where no setting is the reason, also where errors go round', () => {
    const round = new Error('round');
    round.cause = round;
    for (const [error, message] of [
      [new Error('a file is missing'), 'a file is missing'],
      [round, 'round'],
      ['a text', 'a text'],
    ])
      expect(messageWithWayOut(error)).toBe(message);
  });
});
