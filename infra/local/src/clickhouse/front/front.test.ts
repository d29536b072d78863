import { connect, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { certificateFor } from './certificate.fixture.ts';
import { type FakeEngine, fakeEngine } from './engine.fixture.ts';
import { type Front, type FrontLimits, openFront } from './front.ts';

const ok = 'HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 3\r\n\r\nOk\n';
/** Only what hangs may reach this. */
const whole = { timeout: 120_000 };

const open: { front: Front; engine: FakeEngine }[] = [];
afterEach(async () => {
  for (const { front, engine } of open.splice(0)) {
    engine.close();
    await front.close();
  }
});

/**
 * A front and a fake engine. `answer` is called for each complete request; by default a request ends with its headers.
 */
async function start(
  answer: (socket: Socket, seen: string) => void = answerOk,
  limits: Partial<FrontLimits> = {},
  certificate?: string,
) {
  const engine = await fakeEngine(answer);
  const front = await openFront({
    host: '127.0.0.1',
    port: 0,
    engine: engine.address,
    limits,
    tls: certificate,
  });
  open.push({ front, engine });
  return { front, engine, port: Number(new URL(front.url).port) };
}

function answerOk(socket: Socket, seen: string): void {
  if (seen.includes('\r\n\r\n') && !socket.writableEnded) socket.end(ok);
}

interface Talk {
  readonly socket: Socket;
  /** All bytes received until the connection was closed. */
  readonly answer: Promise<string>;
  soFar(): string;
}

function send(port: number, bytes: string | Buffer, socket: Socket = connect(port, '127.0.0.1')): Talk {
  let text = '';
  const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
  });
  socket.on('error', () => socket.destroy());
  socket.write(bytes);
  return { socket, answer, soFar: () => text };
}

const ask = (port: number, bytes: string | Buffer) => send(port, bytes).answer;
const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: a', ...headers, '', ''].join('\r\n');

describe('bytes that are no valid request', () => {
  it.each([
    ['noise', Buffer.from([0, 0, 0, 0]), 400],
    ['a greeting', 'hello\r\n\r\n', 400],
    ['a TLS greeting', Buffer.from(`16030100a5010000a10303${'00'.repeat(60)}`, 'hex'), 400],
    ['empty lines and no more', '\n\n\n\nx', 400],
    ['no colon', 'GET / HTTP/1.1\r\nHosta\r\n\r\n', 400],
    ['a space before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['an odd method', get('/').replace('GET', 'FOO'), 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a length that is no number', get('/', 'Content-Length: abc'), 400],
    ['a negative length', get('/', 'Content-Length: -5'), 400],
    ['two lengths', get('/', 'Content-Length: 5', 'Content-Length: 6'), 400],
    ['a length and chunks', get('/', 'Content-Length: 5', 'Transfer-Encoding: chunked'), 400],
    ['a folded header', get('/', 'A: b', ' c'), 400],
    ['a long address', get(`/?query=${'a'.repeat(300_000)}`), 431],
    ['many headers', get('/', ...Array(201).fill('A: b')), 431],
    ['another method', get('/').replace('GET', 'DELETE'), 405],
    ["a proxy's request", get('http://elsewhere/'), 400],
    ['an address that is no ASCII', Buffer.from(get('/?query=é'), 'latin1'), 400],
    ['a length beyond numbers', get('/', 'Content-Length: 18446744073709551615'), 413],
    ['a length beyond sense', get('/', 'Content-Length: 9223372036854775807'), 413],
    ['another transfer encoding', get('/', 'Transfer-Encoding: gzip, chunked'), 501],
    ['chunks in HTTP/1.0', get('/', 'Transfer-Encoding: chunked').replace('1.1', '1.0'), 501],
    ['a page of the engine', get('/play'), 404],
    ['a query of nobody', get('/?query=SELECT+1'), 403],
    ['a query of the user default', get('/?query=SELECT+1', 'X-ClickHouse-User: default'), 403],
    ['a login that is none', get('/?query=SELECT+1', 'Authorization: Basic %%%%'), 401],
    ['another version', get('/').replace('1.1', '9.9'), 400],
  ])('%s is refused and does not reach the engine', async (_, bytes, status) => {
    const { port, engine } = await start();
    const answer = await ask(port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain('Connection: close');
    expect(engine.received).toEqual([]);
    // The next request gets its response.
    expect(await ask(port, get('/ping'))).toBe(ok);
  });

  it('a connection that closes within a request does not reach the engine', async () => {
    const { port, engine } = await start();
    for (const cut of ['', 'POST / HTT', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Len']) {
      const { socket, answer } = send(port, cut);
      socket.end();
      await answer;
      const other = send(port, cut);
      other.socket.resetAndDestroy();
      await other.answer;
    }
    expect(await ask(port, get('/ping'))).toBe(ok);
    expect(engine.received.length).toBe(1);
  });
});

describe('a request', () => {
  it('reaches the engine with new framing, without the headers about its connection', async () => {
    const { port, engine } = await start();
    await ask(
      port,
      get(
        '/?query=SELECT%201',
        'X-ClickHouse-User: u',
        'Connection: keep-alive, X-Hop',
        'X-Hop: 1',
        'Upgrade: h2c',
        'TE: trailers',
        'Accept: */*',
      ),
    );
    expect(engine.received).toEqual([
      'GET /?query=SELECT%201 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-ClickHouse-User: u\r\nAccept: */*\r\n\r\n',
    ]);
  });

  it('keeps its length, or its chunks', async () => {
    const { port, engine } = await start((socket, seen) => {
      if (/body$|0\r\n\r\n$/.test(seen)) socket.end(ok);
    });
    await ask(port, 'POST /?user=u HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody');
    await ask(
      port,
      'POST /?user=u HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n4;x=y\r\nbody\r\n0\r\nA: b\r\n\r\n',
    );
    const [byLength, inChunks] = engine.received;
    expect(byLength).toMatch(/\r\nContent-Length: 4\r\n\r\nbody$/);
    expect(inChunks).toMatch(/\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n$/);
  });

  it('gets 100 Continue where it asks for it', async () => {
    const { port, engine } = await start((socket, seen) => {
      if (seen.endsWith('body')) socket.end(ok);
    });
    const { socket, soFar, answer } = send(
      port,
      'POST /?user=u HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n',
    );
    await vi.waitFor(() => expect(soFar()).toBe('HTTP/1.1 100 Continue\r\n\r\n'), whole);
    socket.write('body');
    expect(await answer).toBe(`HTTP/1.1 100 Continue\r\n\r\n${ok}`);
    expect(engine.received[0]).not.toContain('Expect');
  });

  it('may be in HTTP/1.0', async () => {
    const { port, engine } = await start();
    await ask(port, 'GET /ping HTTP/1.0\r\n\r\n');
    expect(engine.received[0]).toMatch(/^GET \/ping HTTP\/1\.0\r\n/);
  });

  it('that is sent with another one on a connection is the only one with a response', async () => {
    const { port, engine } = await start();
    expect(await ask(port, get('/') + get('/ping'))).toBe(ok);
    expect(engine.received.length).toBe(1);
  });

  it('that is never complete is cut off', async () => {
    const { port } = await start(answerOk, { headMs: 100 });
    expect(await ask(port, 'GET / HTTP/1.1\r\nHos')).toMatch(/^HTTP\/1\.1 408 /);
    // A connection without any request is not waited for either.
    await ask(port, '');
  });

  it('whose body stalls is cut off', async () => {
    const { port } = await start(() => {}, { idleMs: 100 });
    expect(await ask(port, 'POST /?user=u HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nbody')).toMatch(
      /^HTTP\/1\.1 408 /,
    );
  });
});

describe('a response', () => {
  it('comes as the engine sends it, chunk by chunk', async () => {
    const { port, engine } = await start(() => {});
    const { soFar, answer } = send(port, get('/'));
    await vi.waitFor(() => expect(engine.received.length).toBe(1), whole);
    let sent = '';
    for (const piece of [
      'HTTP/1.1 200 OK\r\nX-ClickHouse-Progress: {}\r\n',
      'Transfer-Encoding: chunked\r\n\r\n',
      '1\r\na\r\n',
      '0\r\n\r\n',
    ]) {
      sent += piece;
      engine.sockets[0]?.write(piece);
      await vi.waitFor(() => expect(soFar()).toBe(sent), whole);
    }
    engine.sockets[0]?.end();
    expect(await answer).toBe(sent);
  });

  it('that breaks off breaks off for the client too, after the bytes that came', async () => {
    const half = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nCode:';
    const { port } = await start((socket) => socket.write(half, () => socket.destroySoon()));
    expect(await ask(port, get('/'))).toBe(half);
  });

  it('that breaks off without a length is not complete for HTTP/1.0', async () => {
    const half = 'HTTP/1.0 200 OK\r\n\r\nhalf';
    const { port, engine } = await start(() => {});
    const { socket, soFar } = send(port, 'GET / HTTP/1.0\r\n\r\n');
    const failed = new Promise<string | undefined>((resolve) => {
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.once('end', () => resolve(undefined));
    });
    await vi.waitFor(() => expect(engine.received[0]).toContain('\r\n\r\n'), whole);
    engine.sockets[0]?.write(half);
    await vi.waitFor(() => expect(soFar()).toBe(half), whole);
    engine.sockets[0]?.resetAndDestroy();
    expect(await failed).toBe('ECONNRESET');
  });

  it('may come before the request is complete', async () => {
    const { port } = await start(answerOk);
    const { socket, answer } = send(
      port,
      'POST /?user=u HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n',
    );
    socket.write(Buffer.alloc(1_000_000));
    expect(await answer).toBe(ok);
  });

  it('is 503 while no engine listens, and 502 where the engine closes the connection without a response', async () => {
    const { port, engine } = await start((socket) => socket.destroy());
    expect(await ask(port, get('/'))).toMatch(/^HTTP\/1\.1 502 /);
    engine.close();
    const answer = await ask(port, get('/'));
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain('ask again');
  });
});

describe('a client that disconnects', () => {
  it('ends the connection to the engine', async () => {
    const { port, engine } = await start(() => {});
    const { socket } = send(port, get('/'));
    await vi.waitFor(() => expect(engine.received[0]).toContain('\r\n\r\n'), whole);
    socket.resetAndDestroy();
    await vi.waitFor(() => expect(engine.sockets[0]?.destroyed).toBe(true), whole);
  });

  it('never leaves the engine with half of the headers', async () => {
    const { port, engine } = await start(() => {});
    const path = `/?user=u&query=${'a'.repeat(200_000)}`;
    for (let i = 0; i < 50; i++) {
      const { socket, answer } = send(port, get(path));
      socket.end();
      await answer;
    }
    await vi.waitFor(() => expect(engine.sockets.every(({ destroyed }) => destroyed)).toBe(true), whole);
    // A connection that stays open for a while: headers do arrive in this fake engine.
    send(port, get(path));
    const isWhole = (seen: string) => seen.endsWith('\r\n\r\n');
    await vi.waitFor(() => expect(engine.received.some(isWhole)).toBe(true), whole);
    for (const seen of engine.received) expect(seen === '' || isWhole(seen)).toBe(true);
  });
});

it('a client that reads nothing of a long response is disconnected, and the engine too', async () => {
  const { port, engine } = await start(() => {}, { takeMs: 100 });
  const { socket } = send(port, get('/'));
  await vi.waitFor(() => expect(engine.received[0]).toContain('\r\n\r\n'), whole);
  socket.pause();
  engine.sockets[0]?.write(Buffer.alloc(50_000_000));
  await vi.waitFor(() => expect(engine.sockets[0]?.destroyed).toBe(true), whole);
  socket.destroy();
});

describe('connections', () => {
  it('from one address are limited in number, and can be used again', async () => {
    const { port } = await start(() => {}, { connectionsPerAddress: 2 });
    const first = send(port, get('/'));
    const second = send(port, get('/'));
    expect(await ask(port, get('/'))).toBe('');
    first.socket.destroy();
    second.socket.destroy();
    await vi.waitFor(async () => {
      const again = send(port, get('/').replace('GET', 'PUT'));
      expect(await again.answer).toMatch(/^HTTP\/1\.1 405 /);
    }, whole);
  });

  it('are closed when the front closes: unfinished responses end first', async () => {
    const { port, engine, front } = await start(() => {});
    const asked = send(port, get('/'));
    const silent = send(port, 'GET /');
    await vi.waitFor(() => expect(engine.received[0]).toContain('\r\n\r\n'), whole);
    const closed = front.close();
    engine.sockets[0]?.end(ok);
    expect(await asked.answer).toBe(ok);
    await silent.answer;
    await closed;
  });
});

describe('over TLS', () => {
  it('the front works the same, and accepts nothing else', async () => {
    const { key, ca } = certificateFor('localhost');
    const { port } = await start(answerOk, {}, key);
    const socket = tls.connect({ host: '127.0.0.1', port, servername: 'localhost', ca });
    expect(await send(port, get('/ping'), socket).answer).toBe(ok);
    expect(socket.authorized).toBe(true);
    expect(await ask(port, get('/ping'))).toBe('');
    const garbage = tls.connect({ host: '127.0.0.1', port, servername: 'localhost', ca });
    expect(await send(port, 'hello\r\n\r\n', garbage).answer).toMatch(/^HTTP\/1\.1 400 /);
  });
});
