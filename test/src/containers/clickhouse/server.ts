import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastingPort } from '@ringtrace/local/kafka/port';
import { GenericContainer } from 'testcontainers';
import { until } from '../../ingest/stack.ts';
import { makeAuthority } from '../authority.ts';
import { pull } from '../image.ts';
import { withoutDocker } from '../without-docker.ts';
import { adminName, backupDisk, configXml, type ServerPorts, usersXml } from './settings.ts';

/** The release of the engine that we embed. */
const usualImage = 'clickhouse/clickhouse-server:26.7';
const named = process.env['RINGTRACE_TEST_CLICKHOUSE_IMAGE'];

/** The image of a server: of RINGTRACE_TEST_CLICKHOUSE_IMAGE, else the official one. */
const serverImage = named || usualImage;

/** Ends the titles of tests that need a server: why they are skipped, or ''. An image that was named must be there. */
export const withoutServer = await reasonAgainst();

async function reasonAgainst(): Promise<string> {
  if (withoutDocker !== '') return withoutDocker;
  const reason = await pull(serverImage);
  if (reason !== undefined && named)
    throw new Error(`RINGTRACE_TEST_CLICKHOUSE_IMAGE='${named}' can't be had: ${reason}`);
  return reason === undefined ? '' : ` (skipped: no image ${serverImage} here)`;
}

/** A ClickHouse server in a container. */
export interface ContainerServer {
  /** Without TLS. */
  readonly http: string;
  readonly https: string;
  /** File of the authority that signed its certificate. */
  readonly ca: string;
  /** Makes users and roles. */
  readonly admin: { readonly user: string; readonly password: string };
  /** Runs a statement as the admin. Throws where the server refuses it. */
  run(statement: string): Promise<void>;
  stop(): Promise<void>;
}

/** Where BACKUP puts a copy, in SQL. */
export const backupPlace = `Disk('${backupDisk}', 'before.zip')`;

const folder = '/etc/clickhouse-server';

/** Starts a server. Its files lie in `dir`. */
export async function startServer(dir: string): Promise<ContainerServer> {
  const ports: ServerPorts = {
    http: await lastingPort('127.0.0.1'),
    https: await lastingPort('127.0.0.1'),
    tcp: await lastingPort('127.0.0.1'),
  };
  const password = randomBytes(18).toString('hex');
  const sha256 = createHash('sha256').update(password).digest('hex');
  const authority = makeAuthority();
  const { key, chain } = authority.server(['127.0.0.1', 'localhost']);
  const ca = join(dir, 'authority.pem');
  writeFileSync(ca, authority.certificate);
  const container = await new GenericContainer(serverImage)
    .withNetworkMode('host')
    .withEnvironment({ CLICKHOUSE_SKIP_USER_SETUP: '1' })
    .withCopyContentToContainer([
      { target: `${folder}/config.d/test.xml`, content: configXml(ports) },
      { target: `${folder}/users.d/test.xml`, content: usersXml(sha256) },
      { target: `${folder}/server.pem`, content: chain },
      { target: `${folder}/server.key`, content: key },
    ])
    .withUlimits({ nofile: { soft: 262_144, hard: 262_144 } })
    .start();
  const http = `http://127.0.0.1:${ports.http}`;
  const answers = () =>
    fetch(`${http}/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('the server answers', answers, (ok) => ok);
  return {
    http,
    https: `https://127.0.0.1:${ports.https}`,
    ca,
    admin: { user: adminName, password },
    async run(statement) {
      const response = await fetch(http, {
        method: 'POST',
        body: statement,
        headers: { 'X-ClickHouse-User': adminName, 'X-ClickHouse-Key': password },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${statement}\n${text}`);
    },
    stop: async () => {
      await container.stop({ timeout: 10_000 });
    },
  };
}
