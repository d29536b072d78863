import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request of a worker to ClickHouse. */
export interface StoreRequest {
  readonly worker: string;
  /** The table of an insert in Native format. Undefined for any other request. */
  readonly table: string | undefined;
}

/** What the proxy does to matching requests. Only one interference is in force at a time. */
export interface Interference {
  readonly on: (request: StoreRequest) => boolean;
  /** Awaited before the request goes on. */
  readonly arrived?: () => Promise<void>;
  /** The request is not sent on, because its sender is dead. */
  readonly dropped?: boolean;
  /** Only half of the body is sent on, then the connection breaks. */
  readonly half?: boolean;
  /** The engine has received the whole request. Not awaited. */
  readonly sent?: () => void;
  /** The engine has answered. Awaited before the answer is sent back. */
  readonly answered?: (status: number) => Promise<void>;
  /** The answer is not sent back, although the engine did what was asked. */
  readonly lost?: boolean;
  /** The engine is told to refuse writes. */
  readonly readOnly?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

const tableOf = (url: URL) =>
  /^INSERT INTO (\w+) FORMAT Native/.exec(url.searchParams.get('query') ?? '')?.[1];

/**
 * A proxy between workers and ClickHouse. Each worker has a port of its own, so the proxy knows which worker sends a
 * request.
 */
export class FaultProxy {
  #target: string;
  #servers = new Map<string, http.Server>();
  #interference: Interference | undefined;

  constructor(target: string) {
    this.#target = target;
  }

  /** The address at which this worker reaches ClickHouse. */
  async urlFor(worker: string): Promise<string> {
    const server = http.createServer((request, response) => {
      this.#forward(worker, request, response).catch(() => request.socket.destroy());
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    this.#servers.set(worker, server);
    return `http://127.0.0.1:${portOf(server.address())}`;
  }

  interfere(interference: Interference | undefined): void {
    this.#interference = interference;
  }

  close(): void {
    for (const server of this.#servers.values()) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #forward(
    worker: string,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', this.#target);
    const seen = { worker, table: tableOf(url) };
    const body = await buffer(request);
    const rule = this.#interference?.on(seen) ? this.#interference : undefined;
    await rule?.arrived?.();
    if (rule?.dropped) {
      request.socket.destroy();
      return;
    }
    if (rule?.readOnly) url.searchParams.set('readonly', '1');
    const answer = await ask(url, request, body, rule);
    await rule?.answered?.(answer.status);
    if (rule?.lost) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, plain(answer.headers)).end(answer.body);
  }
}

const portOf = (address: AddressInfo | string | null) =>
  address !== null && typeof address === 'object' ? address.port : 0;

/**
 * The headers without those about the connection. The body is complete by now, so how it was transferred does not
 * matter.
 */
function plain({ 'transfer-encoding': _, connection: __, ...headers }: http.IncomingHttpHeaders) {
  return headers;
}

function ask(url: URL, from: http.IncomingMessage, body: Buffer, rule?: Interference): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const upstream = http.request(url, {
      method: from.method,
      headers: { ...plain(from.headers), 'content-length': body.length },
      agent: false,
    });
    upstream.once('error', reject);
    upstream.once('response', (answer) => {
      buffer(answer).then(
        (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
        reject,
      );
    });
    if (rule?.half) {
      upstream.write(body.subarray(0, body.length >> 1), () => upstream.destroy(new Error('cut')));
      return;
    }
    upstream.end(body, () => rule?.sent?.());
  });
}
