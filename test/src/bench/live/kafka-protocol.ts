import { createRequire } from 'node:module';

/** A request of Kafka's protocol: https://kafka.apache.org/protocol */
export interface Request {
  readonly apiKey: number;
  readonly apiVersion: number;
  /** Its body, in a form that only `encodeRequest` reads. */
  encode(): Promise<unknown>;
}

interface Produce {
  readonly acks: number;
  readonly timeout: number;
  readonly compression: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: number;
      readonly firstSequence: number;
      readonly messages: readonly { readonly key: string | null; readonly value: Buffer | null }[];
    }[];
  }[];
}

/** The client library (kafkajs 2.2.4) has its protocol in files of its own, and exports none of it. */
const require = createRequire(import.meta.url);
const encodeRequest: (framed: {
  readonly correlationId: number;
  readonly clientId: string | null;
  readonly request: Request;
}) => Promise<{ readonly buffer: Buffer }> = require('kafkajs/src/protocol/request');
const crc32cOf: (bytes: Buffer) => number = require('kafkajs/src/protocol/recordBatch/crc32C');

export const produceRequest: (
  of: Produce,
) => Request = require('kafkajs/src/protocol/requests/produce/v7/request');
export const initProducerIdRequest: (of: {
  readonly transactionalId: null;
  readonly transactionTimeout: number;
}) => Request = require('kafkajs/src/protocol/requests/initProducerId/v0/request');
export const saslHandshakeRequest: (of: {
  readonly mechanism: string;
}) => Request = require('kafkajs/src/protocol/requests/saslHandshake/v1/request');
const saslAuthenticateRequest: (of: {
  readonly authBytes: Buffer;
}) => Request = require('kafkajs/src/protocol/requests/saslAuthenticate/v0/request');
const plainLogin: (of: { readonly username: string; readonly password: string }) => {
  encode(): Promise<Buffer>;
} = require('kafkajs/src/protocol/sasl/plain/request');

/** Asks to log in by user and password. */
export const loginRequest = async (user: {
  readonly username: string;
  readonly password: string;
}): Promise<Request> => saslAuthenticateRequest({ authBytes: await plainLogin(user).encode() });

/** Bytes of a request before its body: size, kind, version, number, and a client that has no name. */
export const headBytes = 4 + 2 + 2 + 4 + 2;

/** A request as bytes, its size in front, of a client without a name. */
export const bytesOf = async (request: Request): Promise<Buffer> =>
  (await encodeRequest({ correlationId: 0, clientId: null, request })).buffer;

/** CRC-32C of some bytes from `from` on. */
export const crc32c = (bytes: Buffer, from: number): number => crc32cOf(bytes.subarray(from));
