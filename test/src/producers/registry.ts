import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pause } from '@ringtrace/platform/pause';
import { z } from 'zod';
import type { Found } from './clients.ts';

const run = promisify(execFile);
/** The last version that runs on Java 17. */
const version = '3.0.9';
const cached = fileURLToPath(new URL(`../../../.cache/apicurio-registry-${version}`, import.meta.url));

/**
 * Apicurio Registry, from Maven Central. It has 110 MB and only one test needs it. So it is downloaded only where tests
 * run unattended or where this was asked for. Elsewhere it is used if it is in the cache.
 */
export async function findRegistry(): Promise<Found> {
  if (existsSync(cached)) return { path: cached };
  if (!process.env['CI']) return { missing: "'CI=true npm run test:all' fetches it, 110 MB" };
  const draft = `${cached}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    const artifact = `-Dartifact=io.apicurio:apicurio-registry-app:${version}:tar.gz:all`;
    await run('mvn', ['--batch-mode', '--quiet', 'dependency:copy', artifact, `-DoutputDirectory=${draft}`]);
    const archive = join(draft, `apicurio-registry-app-${version}-all.tar.gz`);
    await run('tar', ['-xzf', archive, '-C', draft]);
    rmSync(archive);
    renameSync(draft, cached);
    return { path: cached };
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

export interface RunningRegistry {
  /** The address at which it offers Confluent's interface. */
  readonly url: string;
  stop(): Promise<void>;
}

const startMs = 150_000;

/** Starts the registry with an empty store in memory. */
export async function startRegistry(folder: string): Promise<RunningRegistry> {
  const port = await freePort();
  const jvm = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const listen = ['-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${port}`];
  const child = spawn(
    'java',
    [...jvm, ...listen, '-jar', join(folder, `apicurio-registry-app-${version}-runner.jar`)],
    {
      stdio: 'ignore',
    },
  );
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  const answers = () =>
    fetch(`${url}/subjects`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const deadline = Date.now() + startMs; !(await answers()); await pause(200)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error('the registry did not start');
    }
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  server.close();
  return port;
}

/** Registers a schema as a carrier's serializer would. Returns the schema's id. */
export async function register(registry: RunningRegistry, subject: string, schema: object): Promise<number> {
  const response = await fetch(`${registry.url}/subjects/${subject}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schema: JSON.stringify(schema) }),
  });
  return z.object({ id: z.int() }).parse(await response.json()).id;
}
