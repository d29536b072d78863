import { once } from 'node:events';
import { createServer } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { agentWithLimit, limitConnecting } from './connect-limit.ts';

describe('the limit of connecting', () => {
  it('ends a connection that does not come about, as the system would', async () => {
    const socket = limitConnecting(new PassThrough(), 'connect', 1);
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ETIMEDOUT', syscall: 'connect' });
  });

  it('leaves a connection alone that has come about', async () => {
    const socket = limitConnecting(new PassThrough(), 'connect', 20);
    socket.emit('connect');
    socket.end();
    await once(socket.resume(), 'close');
    expect(socket.errored).toBeNull();
  });

  it('is in the agent of each URL, which still connects', async () => {
    const server = createServer((_, response) => response.end('here'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const agent = agentWithLimit(`http://127.0.0.1:${port}`);
    const { get } = await import('node:http');
    const [response] = await once(get({ host: '127.0.0.1', port, agent }), 'response');
    expect(String(await once(response, 'data'))).toBe('here');
    agent.destroy();
    server.close();
    expect(agentWithLimit('https://x').constructor.name).toBe('TlsAgent');
  });
});
