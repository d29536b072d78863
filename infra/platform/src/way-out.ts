/**
 * What to look at where a service refuses us: the setting that says how we come there. For errors of Kafka's client, of
 * ClickHouse's, and of TLS, by their names and codes, so that this file needs none of the clients.
 */

/** Codes of Node where the other side's certificate is not accepted. */
const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
]);

const field = (error: Error, name: string): unknown => Reflect.get(error, name);

/** An error and those behind it, the outermost first. Kafka's client names the one behind `originalError`, too. */
function* chain(error: unknown): Generator<Error> {
  const seen = new Set<unknown>();
  for (let at = error; at instanceof Error && !seen.has(at); ) {
    seen.add(at);
    yield at;
    at = field(at, 'cause') ?? field(at, 'originalError');
  }
}

function adviceOn(error: Error, ofKafka: boolean): string | undefined {
  const code = String(field(error, 'code') ?? '');
  if (certificateCodes.has(code))
    return `name the authority that signed the certificate in ${ofKafka ? 'KAFKA_TLS_CA' : 'CLICKHOUSE_TLS_CA'}`;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return 'give the server a new certificate, and see that both clocks are right';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `${ofKafka ? 'KAFKA_BROKERS, and what the brokers advertise,' : 'CLICKHOUSE_URL'} must have a name that the certificate bears`;
  if (error.name === 'KafkaJSSASLAuthenticationError')
    return 'check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM';
  // A broker that expects TLS ends a connection that has none, without a word.
  if (error.name === 'KafkaJSConnectionClosedError')
    return 'where the broker expects TLS, KAFKA_TLS or KAFKA_TLS_CA must be set';
  const type = String(field(error, 'type') ?? '');
  if (error.name.startsWith('KafkaJS') && type.endsWith('_AUTHORIZATION_FAILED'))
    return 'the user of KAFKA_SASL_USERNAME lacks this right: an ACL must allow it';
  if (code === '516' && type === 'AUTHENTICATION_FAILED')
    return 'check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD';
  return undefined;
}

/** What to look at; undefined where no setting is the reason of an error. */
export function wayOut(error: unknown): string | undefined {
  const errors = [...chain(error)];
  const ofKafka = errors.some(({ name }) => name.startsWith('KafkaJS'));
  return errors.map((one) => adviceOn(one, ofKafka)).find((found) => found !== undefined);
}

/** The message of an error, with what to look at where a setting is the reason. */
export function messageWithWayOut(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const advice = wayOut(error);
  return advice === undefined ? message : `${message}: ${advice}`;
}
