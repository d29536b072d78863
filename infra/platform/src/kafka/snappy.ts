import snappy from 'snappy';

// snappy-java's stream framing, which Java producers and librdkafka write: 8 fixed bytes, two 32-bit version
// numbers, then blocks. A block is a 32-bit length and raw Snappy data.
const magic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);
const headerBytes = 16;

/** The decompressed length at the start of a raw Snappy block (unsigned LEB128). */
function statedLength(block: Buffer): number {
  let length = 0;
  for (let i = 0; i < 5; i += 1) {
    const byte = block[i] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return length;
  }
  throw new Error('a Snappy block has no length');
}

function blocksOf(data: Buffer): Buffer[] {
  if (!data.subarray(0, magic.length).equals(magic)) return [data];
  const blocks: Buffer[] = [];
  for (let at = headerBytes; at < data.length; ) {
    const length = data.readUInt32BE(at);
    if (length > data.length - at - 4) throw new Error('a Snappy block is cut off');
    blocks.push(data.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return blocks;
}

/** Decompresses Snappy, raw or in snappy-java's framing. Throws where it is damaged or exceeds `limit` bytes. */
export async function decompressSnappy(data: Buffer, limit: number): Promise<Buffer> {
  const blocks = blocksOf(data);
  const total = blocks.reduce((sum, block) => sum + statedLength(block), 0);
  if (total > limit) throw new Error(`${total} bytes once decompressed, more than ${limit}`);
  const parts = await Promise.all(blocks.map((block) => snappy.uncompress(block)));
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** Compresses into snappy-java's framing, which every Kafka client reads. */
export async function compressSnappy(data: Buffer): Promise<Buffer> {
  const header = Buffer.alloc(headerBytes + 4);
  header.set(magic);
  header.writeUInt32BE(1, 8);
  header.writeUInt32BE(1, 12);
  const block = await snappy.compress(data);
  header.writeUInt32BE(block.length, headerBytes);
  return Buffer.concat([header, block]);
}
