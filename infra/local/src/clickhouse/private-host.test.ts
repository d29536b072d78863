import { isIPv4 } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../kafka/port.ts';
import { privateAddress } from './private-host.ts';

it('is an address of loopback that can be listened on', async () => {
  const { host, port } = await privateAddress();
  expect(isIPv4(host) && host.startsWith('127.')).toBe(true);
  expect(await freePort(host, port)).toBeGreaterThan(0);
});

it('is 127.0.0.1 where the system has no other, with a port below those of outgoing connections', async () => {
  // A documentation address (RFC 5737): no machine has it.
  const { host, port } = await privateAddress('192.0.2.1');
  expect(host).toBe('127.0.0.1');
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
});
