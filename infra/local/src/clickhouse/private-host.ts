import { randomInt } from 'node:crypto';
import { freePort } from '../kafka/port.ts';

const loopback = '127.0.0.1';

/**
 * The address for an engine that only our own processes are to reach: any of loopback's 16 million where the system
 * has them all (Linux), so that who goes through the ports of 127.0.0.1 doesn't come across it, and no connection of
 * anybody's takes its port while it starts again. Elsewhere 127.0.0.1.
 */
export async function privateHost(): Promise<string> {
  const host = `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
  try {
    await freePort(host, 0);
    return host;
  } catch {
    return loopback;
  }
}
