import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certify } from './certificate.ts';

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
const issuer = { name: 'an authority', key: newKey() };
const authority = new X509Certificate(
  certify({ subject: 'an authority', key: issuer.key, issuer, days: 9_000, names: [] }),
);
const key = newKey();
const names = ['kafka.example.org', '10.1.2.3', '2001:db8::5', '::1'];
const server = new X509Certificate(certify({ subject: 'a broker', key, issuer, days: 825, names }));

describe('a certificate', () => {
  it('is what the authority signed, and nobody else', () => {
    expect(server.checkIssued(authority)).toBe(true);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.verify(createPublicKey(newKey()))).toBe(false);
  });

  it('is about its own key', () => {
    expect(server.checkPrivateKey(key)).toBe(true);
    expect(server.checkPrivateKey(issuer.key)).toBe(false);
  });

  it('is valid for its names and addresses only', () => {
    expect(server.checkHost('kafka.example.org')).toBe('kafka.example.org');
    expect(server.checkHost('example.org')).toBeUndefined();
    for (const ip of ['10.1.2.3', '2001:db8::5', '::1']) expect(server.checkIP(ip)).toBe(ip);
    expect(server.checkIP('10.1.2.4')).toBeUndefined();
  });

  it('of an authority may sign others, one of a server may not', () => {
    expect(server.ca).toBe(false);
    expect(authority.ca).toBe(true);
  });

  it('is valid from yesterday for its days, beyond 2049 too', () => {
    const days = (certificate: X509Certificate) =>
      Math.round((certificate.validToDate.getTime() - Date.now()) / 86_400_000);
    expect(server.validFromDate.getTime()).toBeLessThan(Date.now() - 86_000_000);
    expect([days(server), days(authority)]).toEqual([825, 9_000]);
  });
});
