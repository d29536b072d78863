import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { feedFiles } from '@ringtrace/ingest/feed/publish';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { partitionRanges } from '@ringtrace/platform/kafka/admin';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStack, type Stack } from './stack.ts';

let stack: Stack;
const directory = mkdtempSync(join(tmpdir(), 'ringtrace-files-'));
beforeAll(async () => {
  stack = await openStack();
});
afterAll(async () => {
  await stack.stop();
  rmSync(directory, { recursive: true, force: true });
});

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

describe('feedFiles', () => {
  it('publishes every good line once, in order, and reports the others', async () => {
    const line = (i: number) =>
      JSON.stringify({
        ...emptyCdr,
        call_id: String(i),
        start_time: 1_770_000_000_000,
        end_time: 1_770_000_000_000,
      });
    const lines = Array.from({ length: 2_345 }, (_, i) => (i === 1_234 ? 'no record' : line(i)));
    const path = file('sw1.jsonl.gz', gzipSync(lines.join('\n')));
    const rejects = join(directory, 'rejects');
    const refused: string[] = [];
    const summary = await feedFiles({
      carrier: 'fed',
      format: 'jsonl',
      files: [path],
      kafka: stack.kafka,
      rejects,
      onRejected: (_, bad) => refused.push(`${bad.line}: ${bad.reason}`),
    });
    expect(summary).toMatchObject({ files: 1, lines: 2_345, records: 2_344, rejected: 1, batches: 3 });
    expect(refused).toEqual(['1235: is not JSON']);
    expect(readFileSync(rejects, 'utf8')).toBe('no record\n');

    const decoder = createBatchDecoder(fixedSchemas());
    const ids: string[] = [];
    await readRanges(stack.kafka, await partitionRanges(stack.kafka, ['cdr.fed']), async ({ value }) => {
      const { batch } = await decoder.decode(value ?? Buffer.alloc(0));
      expect(batch.header.source).toBe('sw1.jsonl.gz');
      for (let i = 0; i < batch.size; i += 1) ids.push(batch.record(i).call_id);
    });
    expect(ids).toEqual(lines.flatMap((_, i) => (i === 1_234 ? [] : [String(i)])));
  });

  it('ends behind the batch being made when it is aborted, and counts what was sent', async () => {
    const line = (i: number) =>
      JSON.stringify({
        ...emptyCdr,
        call_id: String(i),
        start_time: 1_770_000_000_000,
        end_time: 1_770_000_000_000,
      });
    const lines = Array.from({ length: 5_000 }, (_, i) => line(i)).join('\n');
    const files = [file('one.jsonl', lines), file('two.jsonl', lines)];
    const stop = new AbortController();
    const summary = await feedFiles({
      carrier: 'stopped',
      format: 'jsonl',
      files,
      kafka: stack.kafka,
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    expect(summary).toMatchObject({ batches: 1, records: 1_000 });
    const ends = (await partitionRanges(stack.kafka, ['cdr.stopped'])).map(({ end }) => end);
    expect(ends.reduce((sum, end) => sum + end, 0)).toBe(1);
  });

  it('puts calls of two files together, counts what is none, and refuses halves at the end', async () => {
    const row = (method: string, id: number, time: number) =>
      `${method}|f${id}|t${id}|c${id}|200|OK|${time}|2025550123|example.org|10.0.0.1|3125550199|3125550199|example.org`;
    const first = file(
      'acc-1.log',
      [row('INVITE', 1, 1772546712), row('ACK', 1, 1772546712), row('INVITE', 2, 1772546712)].join('\n'),
    );
    const second = file('acc-2.log', row('BYE', 1, 1772546739));
    const rejects = join(directory, 'halves');
    const refused: string[] = [];
    const summary = await feedFiles({
      carrier: 'paired',
      format: 'opensips-flatstore',
      files: [first, second],
      kafka: stack.kafka,
      rejects,
      onRejected: (path, bad) => refused.push(`${path}:${bad.line}`),
    });
    expect(summary).toMatchObject({ files: 2, lines: 4, records: 1, rejected: 1, skipped: 2, batches: 1 });
    expect(refused).toEqual([`${first}:3`]);
    expect(readFileSync(rejects, 'utf8')).toBe(`${row('INVITE', 2, 1772546712)}\n`);

    const third = file('acc-3.log', row('BYE', 2, 1772546800));
    const next = await feedFiles({
      carrier: 'paired',
      format: 'opensips-flatstore',
      files: [rejects, third],
      kafka: stack.kafka,
    });
    expect(next).toMatchObject({ lines: 2, records: 1, rejected: 0 });
  });

  it('takes a directory for one source', async () => {
    const calls = join(directory, 'calls');
    mkdirSync(calls);
    for (let i = 0; i < 20; i += 1) {
      const call = {
        sid: `CA${i}`,
        from: '1',
        to: '2',
        status: 'busy',
        start_time: 'Tue, 03 Mar 2026 14:05:09 +0000',
      };
      writeFileSync(join(calls, `${i}.json`), JSON.stringify(call));
    }
    const summary = await feedFiles({
      carrier: 'folder',
      format: 'twilio',
      files: [calls],
      kafka: stack.kafka,
    });
    expect(summary).toMatchObject({ files: 20, lines: 20, records: 20, batches: 1 });
  });
});
