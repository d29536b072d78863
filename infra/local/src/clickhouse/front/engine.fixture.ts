import { createServer, type Server, type Socket } from 'node:net';
import type { EngineAddress } from './relay.ts';

/** A TCP server instead of the engine, for tests of exact bytes. */
export interface FakeEngine {
  readonly address: EngineAddress;
  /** Bytes that each connection sent so far, as latin1, in the order of connections. */
  readonly received: string[];
  readonly sockets: Socket[];
  close(): void;
}

/** Listens and calls `respond` each time bytes arrive; `seen` is all that this connection sent so far. */
export async function fakeEngine(respond: (socket: Socket, seen: string) => void): Promise<FakeEngine> {
  const received: string[] = [];
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    const at = sockets.push(socket) - 1;
    received[at] = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received[at] += chunk.toString('latin1');
      respond(socket, received[at] ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    address: { host: '127.0.0.1', port },
    received,
    sockets,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
