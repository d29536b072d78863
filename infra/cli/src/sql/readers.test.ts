import { describe, expect, it } from 'vitest';
import { forReaders } from './readers.ts';

async function read(format: string, terminal: boolean, answer: Buffer, size = 1): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < answer.length; at += size) yield answer.subarray(at, at + size);
  }
  const parts: Uint8Array[] = [];
  for await (const part of forReaders(format, terminal)(pieces())) parts.push(part);
  return Buffer.concat(parts).toString();
}

const evil = 'a\tb\u001b[2J\u202e😀\u{e0041}é\n';

describe('an answer', () => {
  it('goes into a file or a pipe as it is', async () => {
    expect(await read('TSV', false, Buffer.from(evil))).toBe(evil);
    const binary = Buffer.from([0xff, 0x00, 0x1b, 0x22, 0x3d]);
    const [piece] = await Array.fromAsync(
      forReaders(
        'Parquet',
        false,
      )(
        (async function* () {
          yield binary;
        })(),
      ),
    );
    expect(piece).toEqual(binary);
  });

  it('is made visible for a terminal, with its lines and tabs, wherever it is cut', async () => {
    for (const size of [1, 2, 3, 100])
      expect(await read('TSV', true, Buffer.from(evil), size)).toBe('a\tb\\u{1b}[2J\\u{202e}😀\\u{e0041}é\n');
  });

  it('stays JSON that says the same', async () => {
    const json = `${JSON.stringify({ evil: '\u202e\u001b\u{e0041}' })}\n`;
    const shown = await read('JSONEachRow', true, Buffer.from(json));
    expect(shown).toBe('{"evil":"\\u202e\\u001b\\udb40\\udc41"}\n');
    expect(JSON.parse(shown)).toEqual(JSON.parse(json));
  });

  it('is text for a spreadsheet in CSV, on a terminal or not', async () => {
    for (const terminal of [true, false])
      expect(await read('CSVWithNames', terminal, Buffer.from('"x"\n"=1"\n'))).toBe('"x"\n"\'=1"\n');
  });
});
