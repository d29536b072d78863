import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Another program listens on the port. */
export class PortInUse extends Error {
  override name = 'PortInUse';
}

/**
 * Returns the port where it can be listened on; for 0 a free port of the system's choice. Throws PortInUse. The port is
 * not reserved: another program may take it afterwards, so a caller must be ready to try another one.
 */
export const freePort = (host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUse(portInUse(host, port)) : error),
    );
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(found));
    });
  });

/** Error message for a port that is in use. */
export const portInUse = (host: string, port: number): string =>
  `Kafka's port ${host}:${port} is in use: free it, or set RINGTRACE_KAFKA_PORT to another (0 takes any free one).`;

/** Ports below those that systems use for outgoing connections: from 32768 on Linux, from 49152 on others. */
const lasting = { from: 20_000, to: 32_000 } as const;
const tries = 50;
/** Ports that this process was given: their servers may not listen yet. */
const given = new Set<number>();

/**
 * A free port that can be used again after a restart. No outgoing connection takes it meanwhile, not even the
 * connection of a client that tries to reach the port. A process never gets the same port twice.
 */
export async function lastingPort(host: string): Promise<number> {
  for (let attempt = 1; attempt < tries; attempt++) {
    const port = randomInt(lasting.from, lasting.to);
    if (given.has(port)) continue;
    given.add(port);
    try {
      return await freePort(host, port);
    } catch (error) {
      if (!(error instanceof PortInUse)) throw error;
    }
  }
  return freePort(host, 0);
}
