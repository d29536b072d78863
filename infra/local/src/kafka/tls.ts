import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Certificate, certify } from './certificate.ts';
import { files } from './config.ts';

const authority = 'Ringtrace authority';
const authorityDays = 20 * 365;
/** Validity of a server's certificate. A new one is made at each start. */
const serverDays = 825;

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function writeWhole(path: string, content: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, content, { mode });
  renameSync(`${path}.new`, path);
}

/**
 * The data folder's own authority, created where it is missing. It stays the same, so clients need to trust it only
 * once.
 */
function authorityOf(dataDir: string): Certificate['issuer'] {
  const keyFile = join(dataDir, files.authorityKey);
  if (!existsSync(keyFile)) writeWhole(keyFile, pemOf(newKey()), 0o600);
  const issuer = { name: authority, key: createPrivateKey(readFileSync(keyFile, 'utf8')) };
  const authorityFile = join(dataDir, files.authority);
  if (!existsSync(authorityFile)) {
    const own = { subject: authority, key: issuer.key, issuer, days: authorityDays, names: [] };
    writeWhole(authorityFile, certify(own), 0o644);
  }
  return issuer;
}

/** Writes a new key and certificate of a server into one file. */
function writeServer(dataDir: string, file: string, subject: string, names: readonly string[]): void {
  const key = newKey();
  const certificate = certify({ subject, key, issuer: authorityOf(dataDir), days: serverDays, names });
  writeWhole(join(dataDir, file), pemOf(key) + certificate, 0o600);
}

/**
 * Writes a new key and certificate of the broker for these names (DNS or IP), signed by the data folder's authority.
 */
export function writeCertificates(dataDir: string, names: readonly string[]): void {
  writeServer(dataDir, files.certificate, 'Ringtrace Kafka', names);
}

/**
 * Writes a new key and certificate of ClickHouse's front, signed by the same authority as the broker's. Returns the
 * path of that file (`tlsFile`) and of the authority's certificate (`ca`).
 */
export function writeFrontCertificate(
  dataDir: string,
  names: readonly string[],
): { tlsFile: string; ca: string } {
  writeServer(dataDir, files.frontCertificate, 'Ringtrace ClickHouse', names);
  return { tlsFile: join(dataDir, files.frontCertificate), ca: join(dataDir, files.authority) };
}
