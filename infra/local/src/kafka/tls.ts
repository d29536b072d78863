import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { certify } from './certificate.ts';
import { files } from './config.ts';

const authority = 'Ringtrace authority';
const authorityDays = 20 * 365;
/** A server's certificate is made anew at each start. */
const serverDays = 825;

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function writeWhole(path: string, content: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, content, { mode });
  renameSync(`${path}.new`, path);
}

/**
 * Writes the broker's key and certificate for these names (DNS or IP), signed by the data folder's own authority,
 * which is made where there is none: what a carrier trusts stays the same over restarts and other names.
 */
export function writeCertificates(dataDir: string, names: readonly string[]): void {
  const keyFile = join(dataDir, files.authorityKey);
  if (!existsSync(keyFile)) writeWhole(keyFile, pemOf(newKey()), 0o600);
  const issuer = { name: authority, key: createPrivateKey(readFileSync(keyFile, 'utf8')) };
  const authorityFile = join(dataDir, files.authority);
  if (!existsSync(authorityFile)) {
    const own = { subject: authority, key: issuer.key, issuer, days: authorityDays, names: [] };
    writeWhole(authorityFile, certify(own), 0o644);
  }
  const key = newKey();
  const certificate = certify({ subject: 'Ringtrace Kafka', key, issuer, days: serverDays, names });
  writeWhole(join(dataDir, files.certificate), pemOf(key) + certificate, 0o600);
}
