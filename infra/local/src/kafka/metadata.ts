import { connect } from 'node:net';

const metadataKey = 3;
/** The newest Metadata version without tagged fields: https://kafka.apache.org/protocol#The_Messages_Metadata */
const metadataVersion = 8;

/** Metadata for no topics: header (key, version, correlation id, client id), empty topic list, three false flags. */
function metadataRequest(): Buffer {
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + 4 + 3);
  let at = request.writeInt32BE(request.length - 4, 0);
  at = request.writeInt16BE(metadataKey, at);
  at = request.writeInt16BE(metadataVersion, at);
  at = request.writeInt32BE(1, at);
  at = request.writeInt16BE(-1, at);
  request.writeInt32BE(0, at);
  return request;
}

/** Brokers registered, and the cluster's id, in a response's bytes after its size. */
export function parseMetadata(response: Buffer): { brokers: number; clusterId: string } {
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
 * Asks one broker for its cluster, or undefined where nothing there answers yet. Spoken raw: a client library would
 * retry, log and reconnect around the one question whether the broker that answers is ours.
 */
export const askMetadata = (
  host: string,
  port: number,
): Promise<{ brokers: number; clusterId: string } | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write(metadataRequest()));
    let received = Buffer.alloc(0);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      resolve(parseMetadata(received.subarray(4)));
      socket.destroy();
    });
    socket.on('close', () => resolve(undefined));
  });
