import { randomInt } from 'node:crypto';
import { freePort, lastingPort } from '../kafka/port.ts';

const loopback = '127.0.0.1';

/** Where an engine listens; port 0 takes any free one. */
export interface PrivatePlace {
  readonly host: string;
  readonly port: number;
}

/**
 * The address for an engine that only our own processes are to reach. On Linux it is any of loopback's 16 million
 * addresses: a scan of the ports of 127.0.0.1 does not meet it, and no other connection takes its port during a
 * restart. Elsewhere it is 127.0.0.1, with a port that outgoing connections don't take.
 * @param host an address to try first.
 */
export async function privatePlace(host = anyOfLoopback()): Promise<PrivatePlace> {
  try {
    await freePort(host, 0);
    return { host, port: 0 };
  } catch {
    return { host: loopback, port: await lastingPort(loopback) };
  }
}

const anyOfLoopback = () => `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;
