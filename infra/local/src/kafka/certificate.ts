import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP, SocketAddress } from 'node:net';
import { dayMs } from '@ringtrace/schemas/durations';

/** The content of a certificate. */
export interface Certificate {
  readonly subject: string;
  /** The key that is certified. */
  readonly key: KeyObject;
  readonly issuer: { readonly name: string; readonly key: KeyObject };
  readonly days: number;
  /** The DNS names and IP addresses of a server. Empty: it is an authority's own certificate. */
  readonly names: readonly string[];
}

/** A DER element (X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 256 ? [length] : [length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, 128 + bytes.length, ...bytes]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const octets = (content: Uint8Array) => der(0x04, content);
const text = (tag: number, value: string) => der(tag, Buffer.from(value));
const yes = der(0x01, Buffer.from([255]));

/** DER of object identifiers; names as in RFC 5280 and RFC 5758. */
const oid = {
  ecdsaWithSha256: der(0x06, Buffer.from('2a8648ce3d040302', 'hex')),
  commonName: der(0x06, Buffer.from('550403', 'hex')),
  subjectKeyId: der(0x06, Buffer.from('551d0e', 'hex')),
  keyUsage: der(0x06, Buffer.from('551d0f', 'hex')),
  subjectAltName: der(0x06, Buffer.from('551d11', 'hex')),
  basicConstraints: der(0x06, Buffer.from('551d13', 'hex')),
  authorityKeyId: der(0x06, Buffer.from('551d23', 'hex')),
  extendedKeyUsage: der(0x06, Buffer.from('551d25', 'hex')),
  serverAuth: der(0x06, Buffer.from('2b06010505070301', 'hex')),
} as const;

const algorithm = sequence(oid.ecdsaWithSha256);
const nameOf = (name: string) => sequence(der(0x31, sequence(oid.commonName, text(0x0c, name))));
const publicKeyOf = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' });
const keyIdOf = (key: KeyObject) => createHash('sha1').update(publicKeyOf(key)).digest();
const extension = (id: Uint8Array, value: Uint8Array) => sequence(id, octets(value));
const critical = (id: Uint8Array, value: Uint8Array) => sequence(id, yes, octets(value));

/** DER of a time: UTCTime up to 2049, GeneralizedTime later (RFC 5280, 4.1.2.5). */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return digits < '2050' ? text(0x17, digits.slice(2)) : text(0x18, digits);
}

function address(ip: string): Buffer {
  if (isIP(ip) === 4) return Buffer.from(ip.split('.').map(Number));
  const whole = new SocketAddress({ address: ip, family: 'ipv6' }).address;
  const [head = '', tail] = whole.split('::');
  const words = (part: string) => (part === '' ? [] : part.split(':'));
  const [front, back] = [words(head), words(tail ?? '')];
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return Buffer.from([...front, ...zeros, ...back].map((word) => word.padStart(4, '0')).join(''), 'hex');
}

const altName = (name: string) => (isIP(name) === 0 ? text(0x82, name) : der(0x87, address(name)));

function extensionsOf({ key, issuer, names }: Certificate): Buffer[] {
  const keyIds = [
    extension(oid.subjectKeyId, octets(keyIdOf(key))),
    extension(oid.authorityKeyId, sequence(der(0x80, keyIdOf(issuer.key)))),
  ];
  // Key usage is a bit string. Bit 5: the key signs certificates. Bit 0: it signs TLS handshakes.
  if (names.length === 0) {
    return [
      critical(oid.basicConstraints, sequence(yes)),
      critical(oid.keyUsage, der(0x03, Buffer.from([2, 0b0000_0100]))),
      ...keyIds,
    ];
  }
  return [
    critical(oid.keyUsage, der(0x03, Buffer.from([7, 0b1000_0000]))),
    extension(oid.extendedKeyUsage, sequence(oid.serverAuth)),
    extension(oid.subjectAltName, sequence(...names.map(altName))),
    ...keyIds,
  ];
}

/**
 * Makes an X.509 certificate (RFC 5280) for P-256 keys, as PEM. It is valid from yesterday on, as clocks differ.
 * Why not a library: docs/decisions/who-may-write.md.
 */
export function certify(certificate: Certificate): string {
  const { subject, key, issuer, days } = certificate;
  const now = Date.now();
  const signed = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    nameOf(issuer.name),
    sequence(time(now - dayMs), time(now + days * dayMs)),
    nameOf(subject),
    publicKeyOf(key),
    der(0xa3, sequence(...extensionsOf(certificate))),
  );
  const signature = sign('sha256', signed, issuer.key);
  const whole = sequence(signed, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
