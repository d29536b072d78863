import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answers, findDocker, howToGetDocker } from './docker.mjs';

let dir: string;
let host: string;
let status = 200;
const server = createServer((_, response) => response.writeHead(status).end('OK'));
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringtrace-docker-'));
  host = `unix://${join(dir, 'docker.sock')}`;
  await new Promise<void>((resolve) => server.listen(join(dir, 'docker.sock'), resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

it('takes the daemon that DOCKER_HOST names, and leaves it running', async () => {
  const docker = await findDocker({ DOCKER_HOST: host });
  expect(docker?.host).toBe(host);
  await docker?.stop();
  expect(await answers(host)).toBe(true);
});

it('takes nothing else where the daemon that is named does not answer', async () => {
  expect(
    await findDocker({ DOCKER_HOST: `unix://${join(dir, 'none.sock')}`, PATH: process.env['PATH'] }),
  ).toBe(undefined);
});

it('takes no answer that is an error for a daemon', async () => {
  status = 500;
  expect(await answers(host)).toBe(false);
  status = 200;
});

it('names the address at which no daemon answers', () => {
  expect(howToGetDocker({ DOCKER_HOST: 'tcp://docker:1' })).toContain('at DOCKER_HOST=tcp://docker:1.');
  expect(howToGetDocker({})).toContain('apt-get install docker.io');
});
