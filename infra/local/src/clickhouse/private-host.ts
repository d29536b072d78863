import { randomInt } from 'node:crypto';
import { freePort, lastingPort } from '../kafka/port.ts';

const loopback = '127.0.0.1';

/** Where an engine listens; port 0 takes any free one. */
export interface PrivatePlace {
  readonly host: string;
  readonly port: number;
}

/**
 * The address for an engine that only our own processes are to reach: any of loopback's 16 million where the system
 * has them all (Linux), so that who goes through the ports of 127.0.0.1 doesn't come across it, and no connection of
 * anybody's takes its port while it starts again. Elsewhere 127.0.0.1, with a port that outgoing connections don't take.
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
