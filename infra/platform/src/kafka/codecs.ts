import { promisify } from 'node:util';
import zlib from 'node:zlib';
import kafkajs from 'kafkajs';
import lz4 from 'lz4-napi';
import { noteDecompressed } from './fetch-size.ts';
import { undecompressed } from './over-limit.ts';
import { compressSnappy, decompressSnappy } from './snappy.ts';

/**
 * Most bytes of a decompressed record batch. 1 MB of compressed CDRs never gets near it, and a worker has more memory.
 */
export const decompressedLimit = 32 * 1024 * 1024;

/** One of Kafka's compression formats over whole buffers. */
export interface Codec {
  compress(data: Buffer): Promise<Buffer>;
  /** Throws where the data is damaged or larger than `decompressedLimit`. */
  decompress(data: Buffer): Promise<Buffer>;
}

const limited = { maxOutputLength: decompressedLimit };
const gzip = promisify(zlib.gzip);
const gunzip = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const zstd = promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdCompress);
const unzstd = promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress);

async function decompressLz4(data: Buffer): Promise<Buffer> {
  // LZ4 expands at most 255 times, so small input can be decompressed without looking at its blocks.
  if (data.length * 255 > decompressedLimit && lz4Bound(data) > decompressedLimit) {
    throw new Error('too large once decompressed');
  }
  return lz4.decompressFrame(data);
}

/** Most bytes an LZ4 frame can decompress to, by the lengths of its blocks (LZ4 frame format 1.6). */
function lz4Bound(data: Buffer): number {
  const flags = data[4] ?? 0;
  const blockMax = 2 ** (8 + 2 * (((data[5] ?? 0) >> 4) & 7));
  const checksum = flags & 0x10 ? 4 : 0;
  let bound = 0;
  for (let at = 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0); at + 4 <= data.length; ) {
    const length = data.readUInt32LE(at) & 0x7fffffff;
    if (length === 0) break;
    bound += Math.min(blockMax, length * 255);
    at += 4 + length + checksum;
  }
  return bound;
}

/** gzip, Snappy, LZ4 and ZSTD, as Kafka's own clients write them. */
export const codecs = {
  gzip: { compress: (data) => gzip(data), decompress: (data) => gunzip(data, limited) },
  snappy: { compress: compressSnappy, decompress: (data) => decompressSnappy(data, decompressedLimit) },
  lz4: { compress: (data) => lz4.compressFrame(data), decompress: decompressLz4 },
  zstd: { compress: (data) => zstd(data, {}), decompress: (data) => unzstd(data, limited) },
} as const satisfies Record<string, Codec>;

export type Compression = keyof typeof codecs;

const types = {
  gzip: kafkajs.CompressionTypes.GZIP,
  snappy: kafkajs.CompressionTypes.Snappy,
  lz4: kafkajs.CompressionTypes.LZ4,
  zstd: kafkajs.CompressionTypes.ZSTD,
} as const satisfies Record<Compression, number>;

export const compressionType = (name: Compression | 'none') =>
  name === 'none' ? kafkajs.CompressionTypes.None : types[name];

const forKafkajs = (codec: Codec) => () => ({
  compress: ({ buffer }: { buffer: Buffer }) => codec.compress(buffer),
  async decompress(data: Buffer) {
    try {
      const records = await codec.decompress(data);
      noteDecompressed(data, records.length);
      return records;
    } catch {
      // Counted like the largest batch that is allowed: so much may have been decompressed before the error.
      noteDecompressed(data, decompressedLimit);
      return undecompressed(data);
    }
  },
});

/**
 * Registers the codecs with kafkajs. By itself it knows only gzip, without a size limit, but carriers send the others
 * too.
 */
export function registerCodecs(): void {
  for (const name of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
    kafkajs.CompressionCodecs[types[name]] = forKafkajs(codecs[name]);
  }
}
