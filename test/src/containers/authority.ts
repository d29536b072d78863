import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { certify } from '@ringtrace/local/kafka/certificate';

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A server's key, and its certificate with that of the authority, as PEM. */
interface ServerIdentity {
  readonly key: string;
  readonly chain: string;
}

/** An authority of its own. @param days for which a server's certificate is valid from now on; below 0: until that time ago */
export function makeAuthority(days = 30) {
  const issuer = { name: 'Test authority', key: newKey() };
  const certificate = certify({ subject: issuer.name, key: issuer.key, issuer, days: 365, names: [] });
  const server = (names: readonly string[]): ServerIdentity => {
    const key = newKey();
    return {
      key: pemOf(key),
      chain: certify({ subject: 'Test server', key, issuer, days, names }) + certificate,
    };
  };
  return { certificate, server };
}
