import { isIPv4 } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../kafka/port.ts';
import { privateHost } from './private-host.ts';

it('is an address of loopback that can be listened on', async () => {
  const host = await privateHost();
  expect(isIPv4(host) && host.startsWith('127.')).toBe(true);
  expect(await freePort(host, 0)).toBeGreaterThan(0);
});
