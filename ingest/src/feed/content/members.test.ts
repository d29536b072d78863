import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { seeded } from '@ringtrace/platform/seeded';
import { packTar } from 'modern-tar';
import { afterAll, describe, expect, it } from 'vitest';
import { FeedError } from '../format.ts';
import { openMembers } from '../open-file.ts';
import { Damaged } from './damage.ts';
import { membersOf } from './members.ts';
import { storedZip } from './stored-zip.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-members-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const cases = join(import.meta.dirname, '../cases/15-containers');
const first = 'call_id,start_time\n';
const second = 'a1,2026-03-03T15:00:00Z\n';

async function all(members: ReturnType<typeof membersOf>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const { name, content } of members)
    found[name] = Buffer.concat(await Array.fromAsync(content)).toString();
  return found;
}

/** Bytes as they come on standard input: they can't be read at any offset. */
const piped = (bytes: Buffer, size = 1_000) =>
  all(
    membersOf({
      name: 'in',
      bytes: (async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      })(),
    }),
  );

async function onDisk(bytes: Buffer): Promise<Record<string, string>> {
  const path = join(directory, 'in');
  writeFileSync(path, bytes);
  const found = await all(openMembers(path, () => {}));
  return Object.fromEntries(
    Object.entries(found).map(([name, text]) => [name.slice(directory.length + 1), text]),
  );
}

async function tar(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, body]) => ({
    header: { name, size: Buffer.byteLength(body) },
    body: Buffer.from(body),
  }));
  return Buffer.from(await packTar(entries));
}

/** A tar archive whose entries are no files. Each link leads to a file that is not given. */
async function linked(types: Readonly<Record<string, 'directory' | 'symlink' | 'link'>>): Promise<Buffer> {
  const entries = Object.entries(types).map(([name, type]) => ({
    header: { name, size: 0, type, ...(type !== 'directory' && { linkname: '.hidden/a.csv' }) },
  }));
  const hidden = { header: { name: '.hidden/a.csv', size: first.length }, body: first };
  return Buffer.from(await packTar([hidden, ...entries]));
}

const tarOfDirectory = await linked({ 'day/': 'directory' });
const tarOfLink = await linked({ 'a.csv': 'symlink' });

describe('members of a file', () => {
  it.each([
    ['plain text', Buffer.from(first + second)],
    ['gzip in Zstandard', zstdCompressSync(gzipSync(first + second))],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${first}${second}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(first + second, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\uFEFF${first}${second}`, 'utf16le').swap16()],
    ['the same without a mark', Buffer.from(first + second, 'utf16le').swap16()],
    ['UTF-16 in gzip', gzipSync(Buffer.from(first + second, 'utf16le'))],
  ])('are itself for %s', async (_, bytes) => {
    expect(await onDisk(bytes)).toEqual({ in: first + second });
    expect(await piped(bytes, 1)).toEqual({ in: first + second });
  });

  const skipped = Buffer.from('502a4d1803000000616263', 'hex');
  it.each([
    ['Zstandard', [zstdCompressSync(first), zstdCompressSync(second)]],
    [
      'Zstandard with frames to be skipped',
      [skipped, zstdCompressSync(first), skipped, zstdCompressSync(second), skipped],
    ],
    ['gzip', [gzipSync(first), gzipSync(second)]],
    ['gzip with NULs', [gzipSync(first), Buffer.alloc(700), gzipSync(second), Buffer.alloc(2_000)]],
  ])('are read whole where files were put together: %s', async (_, parts) => {
    const bytes = Buffer.concat(parts);
    expect(await onDisk(bytes)).toEqual({ in: first + second });
    for (const size of [1, 7, 100, 1_000]) expect(await piped(bytes, size)).toEqual({ in: first + second });
  });

  it('are read whole of many large frames, which are never held', async () => {
    const text = Array.from({ length: 100_000 }, (_, i) => `${i},${i * 7_919}\n`).join('');
    const bytes = Buffer.concat([text, '', text, text].map((part) => zstdCompressSync(part)));
    for (const read of [onDisk, (all: Buffer) => piped(all, 50_000)])
      expect((await read(bytes))['in'] === text.repeat(3)).toBe(true);
  });

  it.each([
    ['Zstandard', zstdCompressSync(first)],
    ['gzip', gzipSync(first)],
  ])('and an error where something else stands behind them: %s', async (_, bytes) => {
    for (const size of [1, bytes.length, 1_000])
      await expect(piped(Buffer.concat([bytes, Buffer.from(second)]), size)).rejects.toThrow(
        'in is damaged or incomplete',
      );
    await expect(piped(Buffer.concat([bytes, bytes.subarray(0, -3)]))).rejects.toThrow(Damaged);
  });

  it('can be let go before their end', async () => {
    for (const bytes of [zstdCompressSync(first.repeat(100_000)), gzipSync(first.repeat(100_000))])
      for await (const { content } of membersOf({ name: 'in', bytes: one(bytes) }))
        for await (const chunk of content) {
          expect(chunk.length).toBeGreaterThan(0);
          break;
        }
  });

  it('leaves text with a NUL in a field as it is', async () => {
    const text = `${first}a\0b,${second}`;
    expect(await piped(Buffer.from(text))).toEqual({ in: text });
  });

  it('are the files of a zip archive by name, without what an archiver added', async () => {
    const zip = storedZip({
      'b/2.csv': second,
      '1.csv': first,
      '__MACOSX/._1.csv': 'x',
      '.hidden': 'x',
      'b/': '',
    });
    const files = { 'in/1.csv': first, 'in/b/2.csv': second };
    expect(await onDisk(zip)).toEqual(files);
    expect(Object.keys(await onDisk(zip))).toEqual(Object.keys(files));
    expect(await piped(zip)).toEqual(files);
    expect(await onDisk(storedZip({ 'day.zip': zip }))).toEqual({
      'in/day.zip/1.csv': first,
      'in/day.zip/b/2.csv': second,
    });
  });

  it('are the files of a tar archive in its order, packed or not', async () => {
    const archive = await tar({ 'b.csv.gz': gzipSync(second), './a.csv': first, '.b.csv': 'x' });
    const files = { 'in/b.csv.gz': second, 'in/./a.csv': first };
    for (const bytes of [archive, gzipSync(archive)]) {
      expect(await onDisk(bytes)).toEqual(files);
      expect(await piped(bytes, 100)).toEqual(files);
    }
  });

  it('are told once of a tar archive where a hard link leads to one', async () => {
    const file = { header: { name: './a.csv', size: first.length }, body: first };
    const link = { header: { name: 'b.csv', size: 0, type: 'link' as const, linkname: 'a.csv' } };
    const archive = Buffer.from(await packTar([file, link]));
    expect(await piped(archive)).toEqual({ 'in/./a.csv': first });
  });

  it('are all given of a tar archive before a hard link to what is passed over is told', async () => {
    const archive = await linked({ 'b.csv': 'link', 'c.csv': 'link' });
    const file = await tar({ 'd.csv': second });
    const found: string[] = [];
    const read = async () => {
      const bytes = one(Buffer.concat([archive.subarray(0, -1_024), file]));
      for await (const { name, content } of membersOf({ name: 'in', bytes })) {
        await Array.fromAsync(content);
        found.push(name);
      }
    };
    await expect(read()).rejects.toThrow(
      "in/b.csv is a hard link to '.hidden/a.csv', which is passed over: unpack the archive and feed that file",
    );
    expect(found).toEqual(['in/d.csv']);
  });

  it('passes over what is not read of a tar archive', async () => {
    const archive = await tar({ 'a.csv': 'x'.repeat(300_000), 'b.csv': second });
    const names: string[] = [];
    for await (const { name } of membersOf({ name: 'in', bytes: one(archive) })) names.push(name);
    expect(names).toEqual(['in/a.csv', 'in/b.csv']);
  });

  it.each([
    'excel.csv.bz2',
    'excel.tgz',
    'excel.zip',
    'excel-is-zip.csv',
    'excel-utf16bom.csv',
    'excel-utf16le-nobom.csv',
  ])('reads %s', async (file) => {
    const [plain] = Object.values(await all(openMembers(join(cases, 'excel.csv'), () => {})));
    expect(Object.values(await all(openMembers(join(cases, file), () => {})))).toEqual([plain]);
  });

  it('have the names that the archive gives them', async () => {
    expect(Object.keys(await piped(await tar({ 'a\u202Eb': 'x', 'a\u202Db': 'x' })))).toEqual([
      'in/a\u202Eb',
      'in/a\u202Db',
    ]);
  });
});

/** The same archive, but the 22 bytes at its end name another disk. */
function onDisk2(zip: Buffer): Buffer {
  const part = Buffer.from(zip);
  part.writeUInt16LE(1, part.length - 18);
  return part;
}

describe('a file that no format reads', () => {
  it.each([
    [
      'xlsx',
      storedZip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }),
      'an Excel workbook: save it as',
    ],
    ['ods', storedZip({ mimetype: 'application/x', 'content.xml': '' }), 'an OpenDocument file'],
    [
      'docx',
      storedZip({ '[Content_Types].xml': '', 'word/document.xml': '' }),
      'a Microsoft Office document',
    ],
    ['an empty zip', storedZip({}), 'a zip archive without a file in it'],
    ['a tar of a directory', tarOfDirectory, 'a tar archive without a file in it'],
    ['a tar of symbolic links', tarOfLink, 'a tar archive without a file in it'],
    ['an encrypted zip', storedZip({ 'a.csv': first }, { encrypted: true }), 'an encrypted zip archive'],
    [
      'a cut zip',
      storedZip({ 'a.csv': first }).subarray(0, 60),
      'a damaged or incomplete zip archive: its end is missing, or something follows it; copy it again',
    ],
    [
      'a cut zip with another in it',
      storedZip({ 'in.zip': storedZip({ 'a.csv': first }), 'b.csv': second }).subarray(0, -50),
      'a damaged or incomplete zip archive: its end is missing, or something follows it; copy it again',
    ],
    [
      'a zip of several disks',
      onDisk2(storedZip({ 'a.csv': first })),
      'a part of a zip archive of several: put them together',
    ],
    ...['../a.csv', '/etc/a.csv', 'b/../../a.csv', '..\\a.csv', 'C:/a.csv'].map(
      (path): [string, Buffer, string] => [
        `a zip that leads to ${path}`,
        storedZip({ [path]: first }),
        `a zip archive that names a file outside of it (${path.replace('\\', '/')}): feed what`,
      ],
    ),
    ['xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'an old Microsoft Office file'],
    ['7z', Buffer.from('377abcaf271c0004', 'hex'), 'a 7-Zip archive'],
    ['rar', Buffer.from('Rar!\x1A\x07\x01\0', 'latin1'), 'a RAR archive'],
    ['xz', Buffer.from('fd377a585a000004', 'hex'), "compressed by xz: decompress it, as with 'xz -dc"],
    ['lz4', Buffer.from('04224d186440a7', 'hex'), 'compressed by LZ4'],
    ['pdf', Buffer.from('%PDF-1.7\n'), 'a PDF document'],
    ['html', Buffer.from('\n<!DOCTYPE html>\n<html>'), 'an HTML page'],
    ['sqlite', Buffer.from('SQLite format 3\0'), 'an SQLite database'],
    ['parquet', Buffer.from('PAR1\x15\x04'), 'a Parquet file'],
    ['pcap', Buffer.from('d4c3b2a102000400', 'hex'), 'a packet capture'],
    ['UTF-32', Buffer.from('fffe000061000000', 'hex'), 'UTF-32 text'],
    ['cpio', Buffer.from(`070701${'0'.repeat(102)}2F\0`), 'a cpio archive'],
    ['old cpio', Buffer.from(`070707${'0'.repeat(70)}a\0`), 'a cpio archive'],
    ['lzip', Buffer.from('LZIP\x01\x0C'), 'compressed by lzip'],
    ['a table of HTML', Buffer.from('<table border="1">\n <TR><td>1</td></TR></table>'), 'an HTML page'],
    ['a head of HTML', Buffer.from('<head><meta charset="utf-8"></head>'), 'an HTML page'],
    ['a body of HTML', Buffer.from('<body>\n<h1>403 Forbidden</h1></body>'), 'an HTML page'],
    ['gzip of a PDF', gzipSync('%PDF-1.7\n'), 'a PDF document'],
  ])('is named: %s', async (_, bytes, what) => {
    for (const read of [piped, onDisk]) await expect(read(bytes)).rejects.toThrow(`in is ${what}`);
    for (const read of [piped, onDisk]) await expect(read(bytes)).rejects.toThrow(FeedError);
  });

  it('is named where it is binary', async () => {
    const { below } = seeded(1);
    const bytes = Buffer.from(Array.from({ length: 4_000 }, () => below(256) | (0x80 & below(40))));
    await expect(piped(Buffer.concat([Buffer.from([0x30, 0x82]), bytes]))).rejects.toThrow(
      'binary data and no text',
    );
  });
});

describe('text that begins as another kind of file', () => {
  it.each([
    '0707012026030312025550123 13125550102',
    '0707072026030312025550123 13125550102',
    'BZh9,12025550123\n',
    'LZIP,12025550123\n',
    'PAR1,12025550123\n',
    'GIF8,12025550123\n',
    '<table><call><id>1</id></call></table>',
    '<body><call/></body>',
    '<head><call/></head>',
  ])('is read as text: %s', async (text) => {
    expect(await piped(Buffer.from(text))).toEqual({ in: text });
  });
});

describe('a damaged archive', () => {
  it('gives what came before, then the reason', async () => {
    const archive = await tar({ 'a.csv': first, 'b.csv': 'x'.repeat(5_000) });
    const found: string[] = [];
    const read = async () => {
      for await (const { name, content } of membersOf({
        name: 'in',
        bytes: one(archive.subarray(0, 3_000)),
      })) {
        await Array.fromAsync(content);
        found.push(name);
      }
    };
    await expect(read()).rejects.toThrow('in is a damaged or incomplete tar archive');
    expect(found).toEqual(['in/a.csv']);
  });

  it('is noticed by the checksum in a zip archive', async () => {
    const zip = storedZip({ 'a.csv': first });
    zip.write('X', zip.indexOf('call_id'));
    await expect(piped(zip)).rejects.toThrow(
      'in is a damaged or incomplete zip archive: its checksum is wrong',
    );
  });

  it('in any way gives members or one error that names it', async () => {
    const { below, pick } = seeded(2027);
    const wholes = [
      storedZip({ 'a.csv': first, 'b.csv': second }),
      await tar({ 'a.csv': first, 'b.csv': second.repeat(100) }),
      gzipSync(await tar({ 'a.csv': first })),
      Buffer.concat([first, second].map((text) => zstdCompressSync(text))),
      Buffer.concat([first, second].map((text) => gzipSync(text))),
      readFileSync(join(cases, 'excel.csv.bz2')),
      Buffer.from(first + second, 'utf16le'),
    ];
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(pick(wholes));
      for (let i = below(6); i > 0; i -= 1) bytes[below(bytes.length)] = below(256);
      const damaged = bytes.subarray(0, pick([bytes.length, below(bytes.length)]));
      for (const read of [piped, onDisk]) {
        const outcome = await read(damaged).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FeedError);
      }
    }
  });
});

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
