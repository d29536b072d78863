import type { Server } from 'node:http';
import type { Logger } from './log.ts';

interface Wanted {
  readonly host: string;
  /** 0 = any free port. Where the port is in use, a free one is taken. */
  readonly port: number;
  /** What is served, for the log, such as 'health and metrics'. */
  readonly what: string;
  readonly log: Logger;
}

/** Listens, and returns the URL, such as `http://127.0.0.1:41234`; undefined where it can't listen on any port. */
export async function listen(server: Server, { host, port, what, log }: Wanted): Promise<string | undefined> {
  const bound =
    (await tryPort(server, { host, port, what, log })) ??
    (await tryPort(server, { host, port: 0, what, log }));
  return bound === undefined ? undefined : `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
}

/** Returns the port; undefined where it can't listen on this one. */
async function tryPort(server: Server, { host, port, what, log }: Wanted): Promise<number | undefined> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    log.warn({ host, port, err: String(error) }, `cannot listen on this port for ${what}`);
    return undefined;
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}
