import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { KafkaAccess } from '@ringtrace/platform/kafka/access';
import {
  bytesOf,
  initProducerIdRequest,
  loginRequest,
  type Request,
  saslHandshakeRequest,
} from './kafka-protocol.ts';

const producerTimeoutMs = 60_000;

/** How the broker knows a producer. */
export interface ProducerId {
  readonly id: bigint;
  readonly epoch: number;
}

/**
 * A connection to a broker that sends requests which are ready as bytes, one after the other. A client library would encode and compress
 * each of them while it is measured. It repeats nothing: where a request fails, the run fails.
 */
export class BrokerConnection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #bytes = 0;
  #waiting: PromiseWithResolvers<Buffer> | undefined;
  #failed: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the broker closed the connection')));
  }

  /** Connects to the first broker, and logs in. Throws where that takes more than a user and a password. */
  static async open({ brokers: [broker = ''], user, tls }: KafkaAccess): Promise<BrokerConnection> {
    if (tls !== undefined || (user !== undefined && user.mechanism !== 'plain'))
      throw new Error('a feeder logs in with a password, without TLS');
    const { hostname, port } = new URL(`kafka://${broker}`);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const connection = new BrokerConnection(socket);
    if (user === undefined) return connection;
    await connection.#ask(saslHandshakeRequest({ mechanism: 'PLAIN' }));
    await connection.#ask(await loginRequest(user));
    return connection;
  }

  /** Registers a producer: by its id the broker drops what it has already. */
  async registerProducer(): Promise<ProducerId> {
    const request = initProducerIdRequest({ transactionalId: null, transactionTimeout: producerTimeoutMs });
    // The time for which the broker asks to wait stands before the error.
    const response = await this.#ask(request, 8);
    return { id: response.readBigInt64BE(10), epoch: response.readInt16BE(18) };
  }

  /** Sends a request that is ready as bytes, and returns the response without its size. */
  async send(request: Buffer): Promise<Buffer> {
    if (this.#failed !== undefined) throw this.#failed;
    if (this.#waiting !== undefined) throw new Error('another request is under way');
    const waiting = Promise.withResolvers<Buffer>();
    this.#waiting = waiting;
    this.#socket.write(request);
    return waiting.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Throws where the response has an error. */
  async #ask(request: Request, errorAt = 4): Promise<Buffer> {
    const response = await this.send(await bytesOf(request));
    const error = response.readInt16BE(errorAt);
    if (error !== 0)
      throw new Error(`the broker refused a request of kind ${request.apiKey}: its error ${error}`);
    return response;
  }

  #take(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < 4) return;
    const all = Buffer.concat(this.#received);
    this.#received = [all];
    if (this.#bytes < 4 + all.readInt32BE(0)) return;
    this.#received = [];
    this.#bytes = 0;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(all.subarray(4));
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}
