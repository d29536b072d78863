import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, lastingPort, PortInUse } from './port.ts';

it('reports a port that is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(freePort('127.0.0.1', port)).rejects.toThrow(PortInUse);
  server.close();
});

it('gives no lasting port twice: the first server may not listen yet', async () => {
  const ports = new Set<number>();
  // Of so many draws without a memory, some would be equal.
  for (let i = 0; i < 500; i++) ports.add(await lastingPort('127.0.0.1'));
  expect(ports.size).toBe(500);
});

it('finds lasting ports below those of outgoing connections', async () => {
  for (let i = 0; i < 20; i++) {
    const port = await lastingPort('127.0.0.1');
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(32_768);
    expect(await freePort('127.0.0.1', port)).toBe(port);
  }
});
