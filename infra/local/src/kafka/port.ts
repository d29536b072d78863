import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A port somebody else listens on. */
export class PortInUse extends Error {
  override name = 'PortInUse';
}

/**
 * Finds out whether a port can be listened on, and returns it; 0 asks the system for a free one.
 * It is free again when this returns, so a caller that got one by 0 must be ready to try another.
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

/** The one line about a taken port. */
export const portInUse = (host: string, port: number): string =>
  `Kafka's port ${host}:${port} is in use: free it, or set RINGTRACE_KAFKA_PORT to another (0 takes any free one).`;

/** Below the ports that systems give to outgoing connections: Linux begins at 32768, others at 49152. */
const lasting = { from: 20_000, to: 32_000 } as const;
const tries = 50;

/**
 * A free port to come back to after a restart: nobody's outgoing connection takes one of these meanwhile, not even a
 * client's that tries to reach it.
 */
export async function lastingPort(host: string): Promise<number> {
  for (let attempt = 1; attempt < tries; attempt++) {
    try {
      return await freePort(host, randomInt(lasting.from, lasting.to));
    } catch (error) {
      if (!(error instanceof PortInUse)) throw error;
    }
  }
  return freePort(host, 0);
}
