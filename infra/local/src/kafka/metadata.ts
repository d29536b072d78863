import { connect } from 'node:net';
import type { KafkaUser } from '../credentials.ts';

/** A request's bytes: size, header (API key, version, correlation id, no client id), body. */
function request(key: number, version: number, body: Buffer): Buffer {
  const header = Buffer.alloc(4 + 2 + 2 + 4 + 2);
  let at = header.writeInt32BE(header.length - 4 + body.length, 0);
  at = header.writeInt16BE(key, at);
  at = header.writeInt16BE(version, at);
  at = header.writeInt32BE(1, at);
  header.writeInt16BE(-1, at);
  return Buffer.concat([header, body]);
}

function withLength(text: string, lengthBytes: 2 | 4): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeIntBE(Buffer.byteLength(text), 0, lengthBytes);
  return Buffer.concat([length, Buffer.from(text)]);
}

/**
 * SaslHandshake 1 and SaslAuthenticate 0 for PLAIN, then Metadata 8, the newest version without tagged fields, for no
 * topics (an empty list and three false flags): https://kafka.apache.org/protocol
 */
const questions = ({ user, password }: KafkaUser): Buffer[] => [
  request(17, 1, withLength('PLAIN', 2)),
  request(36, 0, withLength(`\0${user}\0${password}`, 4)),
  request(3, 8, Buffer.alloc(4 + 3)),
];

/** Whether a response to one of the first two, without its size, tells of success: the error code comes first. */
const refused = (response: Buffer): boolean => response.readInt16BE(4) !== 0;

export type Metadata = { readonly brokers: number; readonly clusterId: string };

/** Brokers registered, and the cluster's id, in a response's bytes after its size. */
function parseMetadata(response: Buffer): Metadata {
  let at = 4 + 4;
  const string = (): string => {
    const length = Math.max(response.readInt16BE(at), 0);
    at += 2 + length;
    return response.toString('utf8', at - length, at);
  };
  const brokers = response.readInt32BE(at);
  at += 4;
  for (let broker = 0; broker < brokers; broker++) {
    at += 4;
    string();
    at += 4;
    string();
  }
  return { brokers, clusterId: string() };
}

/**
 * Asks one broker for its cluster, or undefined where nothing there answers yet, or not to us. Spoken raw: a client
 * library would retry, log and reconnect around the one question whether the broker that answers is ours.
 */
export const askMetadata = (host: string, port: number, user: KafkaUser): Promise<Metadata | undefined> =>
  new Promise((resolve) => {
    const [first = Buffer.alloc(0), ...rest] = questions(user);
    const socket = connect(port, host, () => socket.write(first));
    let received = Buffer.alloc(0);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      const response = received.subarray(4);
      received = Buffer.alloc(0);
      const next = rest.shift();
      if (next === undefined) resolve(parseMetadata(response));
      if (next === undefined || refused(response)) socket.destroy();
      else socket.write(next);
    });
    socket.on('close', () => resolve(undefined));
  });
