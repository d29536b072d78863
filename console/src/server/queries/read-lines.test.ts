import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readLines } from './analyst.ts';

const streamOf = (...pieces: string[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));

async function linesOf(stream: Readable, most = Number.POSITIVE_INFINITY) {
  const lines: string[] = [];
  await readLines(stream, (line) => {
    lines.push(line);
    return lines.length < most;
  });
  return lines;
}

describe('lines of an answer', () => {
  it('are whole, however the bytes come, and the last one needs no end', async () => {
    expect(await linesOf(streamOf('{"a":', '1}\n{"b"', ':2}\n\n{"c":3}'))).toEqual([
      '{"a":1}',
      '{"b":2}',
      '{"c":3}',
    ]);
    const letters = Buffer.from('{"a":"é"}\n');
    const cut = Readable.from([letters.subarray(0, 7), letters.subarray(7)]);
    expect(await linesOf(cut)).toEqual(['{"a":"é"}']);
  });

  it('end with the last one that is wanted: half a line behind it is not looked at, also once the stream ends', async () => {
    const stream = streamOf('{"a":1}\n{"b":2}\n{"c":', '"half');
    expect(await linesOf(stream, 2)).toEqual(['{"a":1}', '{"b":2}']);
    const ended = new Promise((resolve) => stream.once('close', resolve));
    stream.resume();
    await ended;
  });

  it('reject with what reading one throws, also the last one', async () => {
    const parse = (line: string) => JSON.parse(line) !== undefined;
    await expect(readLines(streamOf('{"a":1}\n{"half'), parse)).rejects.toThrow(SyntaxError);
    await expect(readLines(streamOf('nonsense\n'), parse)).rejects.toThrow(SyntaxError);
  });
});
