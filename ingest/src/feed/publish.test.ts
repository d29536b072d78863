import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { afterAll, describe, expect, it } from 'vitest';
import { contentOf } from './conformance/read.ts';
import { storedZip } from './content/stored-zip.ts';
import { type FeedOptions, feedFiles } from './publish.ts';
import { openRejects } from './rejects.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-feed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const empty = mkdtempSync(join(directory, 'empty-'));
const good = file('good.jsonl', '{}\n');
const book = file('book.csv', storedZip({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }));
const month = file('month.zip', storedZip({ '1.jsonl': '{}\n', '2.jsonl': '%PDF-1.7\n' }));
const rows = file('rows.csv', 'call_id;start\n1;2\n');
// No connection is made before something is asked of the broker. Wrong options are reported before that.
const kafka = createKafka({ brokers: ['127.0.0.1:1'] }, 'test', createLog('test', 'silent'));
const feed = (options: Partial<FeedOptions>) =>
  feedFiles({ carrier: 'north', format: 'jsonl', files: [good], kafka, ...options });

describe('what is wrong before anything is sent', () => {
  it.each<[Partial<FeedOptions>, string]>([
    [{ format: 'cisco' }, "unknown format 'cisco': use one of jsonl, csv, asterisk-csv"],
    [{ carrier: 'no/carrier' }, "'no/carrier' is no carrier id"],
    [
      { format: 'asterisk-csv' },
      'asterisk-csv files do not name the time zone of their times: add --timezone',
    ],
    [{ format: 'asterisk-csv', timezone: 'EST5' }, "unknown time zone 'EST5'"],
    [{ files: [] }, 'no file to feed'],
    [{ files: ['-', '-'] }, "standard input ('-') can be read once only"],
    [{ files: [good, join(directory, 'none.jsonl')] }, 'none.jsonl: there is no such file'],
    [{ rejects: good }, 'it is one of the files to feed'],
    [{ rejects: join(directory, 'none', 'rejects') }, "can't write refused lines to"],
    [{ files: [empty] }, 'no file in the directory'],
    [{ files: [good, book] }, 'book.csv is an Excel workbook: save it as'],
    [{ files: [good, month] }, 'month.zip/2.jsonl is a PDF document'],
    [{ files: [rows], format: 'csv' }, "rows.csv: unknown column 'start': the columns are call_id"],
    [{ format: join(directory, 'none.json') }, "can't read the mapping file"],
  ])('%j', async (options, message) => {
    await expect(feed(options)).rejects.toThrow(message);
  });
});

describe('refused lines', () => {
  it('are written as they came', () => {
    const path = join(directory, 'rejects');
    const rejects = openRejects(path, [good]);
    rejects.write({ line: 7, reason: 'is not JSON', text: '{"call_id": "Müller' });
    rejects.write({ line: 9, reason: 'is not JSON', text: 'x' });
    rejects.close();
    expect(readFileSync(path, 'utf8')).toBe('{"call_id": "Müller\nx\n');
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});

describe('openMembers', () => {
  const content = 'a call-detail record\n'.repeat(50_000);
  const textOf = async (path: string) => {
    let read = 0;
    const chunks = await Array.fromAsync(contentOf(path, (bytes) => (read += bytes)));
    return { text: Buffer.concat(chunks).toString(), read };
  };

  it.each([
    ['plain', Buffer.from(content)],
    ['gzip', gzipSync(content)],
    ['gzip in two parts', Buffer.concat([gzipSync(content.slice(0, 1000)), gzipSync(content.slice(1000))])],
    ['zstd', zstdCompressSync(content)],
  ])('reads %s and counts its bytes', async (name, bytes) => {
    expect(await textOf(file(name, bytes))).toEqual({ text: content, read: bytes.length });
  });

  it.each(['', 'a', 'ab\n'])('reads the short file %j', async (short) => {
    expect(await textOf(file('short', short))).toEqual({ text: short, read: short.length });
  });

  it.each([
    ['half.gz', gzipSync(content).subarray(0, 900), /half\.gz is damaged or incomplete gzip/],
    ['half.zst', zstdCompressSync(content).subarray(0, 60), /half\.zst is damaged or incomplete zstd/],
  ])('says what is wrong with %s', async (name, bytes, message) => {
    await expect(textOf(file(name, bytes))).rejects.toThrow(message);
  });
});
