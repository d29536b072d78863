import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { files } from './config.ts';
import { writeCertificates } from './tls.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-tls-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

it('makes a new certificate at each start, and keeps the authority that carriers trust', () => {
  writeCertificates(folder, ['one.example']);
  const [authority, first] = [read(files.authority), read(files.certificate)];
  writeCertificates(folder, ['two.example']);
  expect(read(files.authority)).toBe(authority);
  expect(read(files.certificate)).not.toBe(first);
  const second = new X509Certificate(read(files.certificate));
  expect(second.verify(new X509Certificate(authority).publicKey)).toBe(true);
  expect(second.checkHost('two.example')).toBe('two.example');
});

it('completes a start that was interrupted between key and certificate', () => {
  writeCertificates(folder, ['one.example']);
  rmSync(join(folder, files.authority));
  writeCertificates(folder, ['one.example']);
  const authority = new X509Certificate(read(files.authority));
  expect(new X509Certificate(read(files.certificate)).verify(authority.publicKey)).toBe(true);
});

it('lets nobody else on the machine read a key', () => {
  writeCertificates(folder, ['one.example']);
  const modes = [files.authorityKey, files.certificate].map(
    (name) => statSync(join(folder, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o600, 0o600]);
});
