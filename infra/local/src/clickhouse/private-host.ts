import { randomInt } from 'node:crypto';
import { freePort, lastingPort } from '../kafka/port.ts';

const loopback = '127.0.0.1';

/** An address to listen on; port 0 = any free port. */
export interface PrivateAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * An address for the engine, which only our own processes are to reach. On Linux it is a random one of loopback's 16
 * million addresses. A scan of the ports of 127.0.0.1 does not find it, and no other connection takes its port during a
 * restart. On other systems it is 127.0.0.1 with a port that outgoing connections don't use.
 * @param host an address to try first.
 */
export async function privateAddress(host = anyOfLoopback()): Promise<PrivateAddress> {
  try {
    await freePort(host, 0);
    return { host, port: 0 };
  } catch {
    return { host: loopback, port: await lastingPort(loopback) };
  }
}

const anyOfLoopback = () => `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
