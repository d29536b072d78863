import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Archived, tarBytes, tarOf } from './tar.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringtrace-tar-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = Date.parse('2026-03-02T15:00:00Z');
const fileOf = (path: string, pieces: readonly string[], bytes?: number): Archived => ({
  path,
  bytes: bytes ?? Buffer.byteLength(pieces.join('')),
  async *read() {
    for (const piece of pieces) yield Buffer.from(piece);
  },
});

async function archive(files: readonly Archived[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of tarOf('pkg-1', files, at)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a tar archive', () => {
  it('is unpacked by the tar of the system, whatever the sizes of its files', async () => {
    const contents = {
      'manifest.json': '{}',
      'empty.txt': '',
      'requests/one-block.txt': 'x'.repeat(512),
      'requests/ä.csv': 'y'.repeat(1_025),
    };
    const files = Object.entries(contents).map(([path, text]) =>
      fileOf(path, [text.slice(0, 7), text.slice(7)]),
    );
    const bytes = await archive(files);
    expect(bytes).toHaveLength(tarBytes(files));
    writeFileSync(join(folder, 'a.tar'), bytes);
    execFileSync('tar', ['-xf', join(folder, 'a.tar'), '-C', folder]);
    for (const [path, text] of Object.entries(contents)) {
      const unpacked = join(folder, 'pkg-1', path);
      expect(readFileSync(unpacked, 'utf8')).toBe(text);
      expect(statSync(unpacked).mode & 0o777).toBe(0o600);
      expect(statSync(unpacked).mtimeMs).toBe(at);
    }
    expect(await archive(files)).toEqual(bytes);
  });

  it('is not made of a file that has changed its size, or has a path that the format does not hold', async () => {
    await expect(archive([fileOf('a.txt', ['abc'], 5)])).rejects.toThrow(
      'a.txt has 3 bytes, and the manifest says 5',
    );
    await expect(archive([fileOf('x'.repeat(100), ['a'])])).rejects.toThrow('too long');
  });
});
