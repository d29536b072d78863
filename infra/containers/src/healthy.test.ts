import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const script = join(import.meta.dirname, '..', 'healthy.mjs');
const address = z.object({ port: z.number() });
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** Serves `status` at /health alone; resolves with the port. */
async function serve(status: number): Promise<number> {
  const server = createServer(({ url }, response) => {
    response.writeHead(url === '/health' ? status : 404).end();
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return address.parse(server.address()).port;
}

const exitCode = (port: number, name = 'detect') =>
  promisify(execFile)(process.execPath, [script, name], {
    env: { RINGTRACE_DETECT_METRICS_PORT: String(port) },
  }).then(
    () => 0,
    (error) => z.object({ code: z.number() }).parse(error).code,
  );

describe('the health check of an image', () => {
  it('ends with 0 where the worker is healthy, and with 1 where it is stuck or gone', async () => {
    const healthy = await serve(200);
    expect(await exitCode(healthy)).toBe(0);
    expect(await exitCode(healthy, 'ingest')).toBe(1);
    expect(await exitCode(await serve(503))).toBe(1);
    for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
    expect(await exitCode(healthy)).toBe(1);
  });
});
