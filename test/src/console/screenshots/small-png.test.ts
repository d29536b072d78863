import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { smallPng } from './small-png.ts';

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const png = (width: number, height: number, rows: Buffer, kind = 2) => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = kind;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

it('keeps every pixel of a picture of few colors, whatever the filter of its rows', () => {
  // Red, green; then the same row by the filter 'up', and by 'left' a row of red alone.
  const rows = Buffer.from([0, 255, 0, 0, 0, 255, 0, 2, 0, 0, 0, 0, 0, 0, 1, 255, 0, 0, 0, 0, 0]);
  const small = smallPng(png(2, 3, rows));
  const palette = small.indexOf('PLTE') + 4;
  const data = small.indexOf('IDAT');
  const drawn = inflateSync(small.subarray(data + 4, data + 4 + small.readUInt32BE(data - 4)));
  const colorAt = (x: number, y: number) => small.readUIntBE(palette + 3 * (drawn[y * 3 + 1 + x] ?? 0), 3);
  expect([0, 1, 2].map((y) => [colorAt(0, y), colorAt(1, y)])).toEqual([
    [0xff0000, 0x00ff00],
    [0xff0000, 0x00ff00],
    [0xff0000, 0xff0000],
  ]);
});

it('refuses what is no screenshot', () => {
  expect(() => smallPng(png(1, 1, Buffer.from([0, 0, 0, 0, 0]), 6))).toThrow('no PNG of a screenshot');
});
