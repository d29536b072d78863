import { randomBytes } from 'node:crypto';
import snappy from 'snappy';
import { describe, expect, it } from 'vitest';
import { type Codec, codecs, decompressedLimit } from './codecs.ts';
import { decompressionFailure, undecompressed } from './over-limit.ts';

const samples: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['text', Buffer.from('2125550100,3125550199;'.repeat(5_000))],
  ['noise', randomBytes(200_000)],
];

describe.each(Object.entries<Codec>(codecs))('%s', (_, codec) => {
  it.each(samples)('gives back %s', async (_name, data) => {
    expect(await codec.decompress(await codec.compress(data))).toEqual(data);
  });

  it('refuses damaged data', async () => {
    const data = await codec.compress(Buffer.from('a call-detail record '.repeat(100)));
    await expect(codec.decompress(data.subarray(0, data.length - 7))).rejects.toThrow();
  });

  it('refuses what is larger than the limit once decompressed', async () => {
    const bomb = await codec.compress(Buffer.alloc(decompressedLimit + 8_000_000));
    await expect(codec.decompress(bomb)).rejects.toThrow();
  });
});

describe('Snappy as other clients write it', () => {
  const data = Buffer.from('2125550100,3125550199;'.repeat(10_000));

  it('raw', async () => {
    expect(await codecs.snappy.decompress(await snappy.compress(data))).toEqual(data);
  });

  it("in snappy-java's framing, many blocks", async () => {
    const chunks = [data.subarray(0, 32_768), data.subarray(32_768, 65_536), data.subarray(65_536)];
    const blocks = chunks.flatMap((chunk) => {
      const block = snappy.compressSync(chunk);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(block.length);
      return [length, block];
    });
    const header = Buffer.from('82534e4150505900' + '00000001' + '00000001', 'hex');
    expect(await codecs.snappy.decompress(Buffer.concat([header, ...blocks]))).toEqual(data);
  });
});

describe('a record batch that could not be decompressed', () => {
  it('is recognised, and an ordinary value is not', () => {
    const compressed = Buffer.alloc(4 + 3);
    compressed.writeInt32BE(2);
    const records = undecompressed(compressed.subarray(4));
    const value = records.subarray(records.indexOf('ringtrace'), -1);
    expect(decompressionFailure(value)).toMatch(/decompressed/);
    expect(decompressionFailure(Buffer.from('ringtrace'))).toBeUndefined();
  });
});
