/** A text in UTF-8 behind its length in bytes. */
export function text(value: string, lengthBytes: 2 | 4): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeIntBE(Buffer.byteLength(value), 0, lengthBytes);
  return Buffer.concat([length, Buffer.from(value)]);
}

/** Bytes of a request before its body: size, kind, version, number, and a client that has no name. */
export const headBytes = 4 + 2 + 2 + 4 + 2;

/** A request of Kafka's protocol, its size in front: https://kafka.apache.org/protocol */
export function frame(key: number, version: number, ...body: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(headBytes);
  const bytes = body.reduce((sum, { length }) => sum + length, 0);
  let at = head.writeInt32BE(headBytes - 4 + bytes, 0);
  at = head.writeInt16BE(key, at);
  at = head.writeInt16BE(version, at);
  at = head.writeInt32BE(0, at);
  head.writeInt16BE(-1, at);
  return Buffer.concat([head, ...body]);
}

/** A number as Kafka's records have it: zigzag, seven bits a byte, the lowest first. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
  return Buffer.from(bytes);
}

const castagnoli = 0x82f63b78;
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ castagnoli : crc >>> 1;
  return crc;
});

/** CRC-32C of some bytes from `from` on. */
export function crc32c(bytes: Buffer, from: number): number {
  let crc = -1;
  for (let at = from; at < bytes.length; at += 1)
    crc = (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}
