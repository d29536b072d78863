import { createServer, type Server, type Socket } from 'node:net';
import type { EngineAddress } from './relay.ts';

/** What stands where the engine would, byte for byte. */
export interface FakeEngine {
  readonly address: EngineAddress;
  /** What each connection sent so far, latin1, in the order of connections. */
  readonly received: string[];
  readonly sockets: Socket[];
  close(): void;
}

/** Listens and calls `answer` each time something came; `seen` is all that this connection sent. */
export async function fakeEngine(answer: (socket: Socket, seen: string) => void): Promise<FakeEngine> {
  const received: string[] = [];
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    const at = sockets.push(socket) - 1;
    received[at] = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => {
      received[at] += piece.toString('latin1');
      answer(socket, received[at] ?? '');
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
