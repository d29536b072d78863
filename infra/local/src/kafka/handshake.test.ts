import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as plainServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as tlsServer } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { files } from './config.ts';
import { holdsCertificate } from './handshake.ts';
import { freePort } from './port.ts';
import { writeCertificates } from './tls.ts';

const host = '127.0.0.1';
let folder: string;
let authority: string;
let certificate: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-handshake-'));
  ({ authority, certificate } = certificatesIn('ours'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function certificatesIn(name: string): { authority: string; certificate: string } {
  writeCertificates(join(folder, name), ['localhost']);
  const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
  return { authority: read(files.authority), certificate: read(files.certificate) };
}

async function verdictOn(server: Server): Promise<boolean> {
  await once(server.listen(0, host), 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const isOurs = await holdsCertificate(host, port, authority);
  server.close();
  return isOurs;
}

const serverWith = (pem: string) =>
  tlsServer({ key: pem, cert: pem }, (socket) => socket.on('error', () => {}));

it('recognises our broker by its certificate', async () => {
  expect(await verdictOn(serverWith(certificate))).toBe(true);
});

it('is not deceived by another broker of the same name', async () => {
  expect(await verdictOn(serverWith(certificatesIn('theirs').certificate))).toBe(false);
});

it('is not deceived by a server without TLS', async () => {
  const server = plainServer((socket) =>
    socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
  );
  expect(await verdictOn(server)).toBe(false);
});

it('is false where nothing listens', async () => {
  expect(await holdsCertificate(host, await freePort(host, 0), authority)).toBe(false);
});
