import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type SampleCall, samples, sipCodeOf } from './conformance.samples.ts';
import { type FeedFormat, type FeedRecord, isGood } from './format.ts';
import { formats } from './formats.ts';
import { openFile } from './open-file.ts';

const call = (id: string, more: Partial<SampleCall> = {}): SampleCall => ({
  id,
  caller: '12025550123',
  called: '13125550199',
  callerName: null,
  start: '2026-03-03T14:05:09Z',
  answer: null,
  end: '2026-03-03T14:05:39Z',
  outcome: 'no answer',
  ...more,
});
const answered = { answer: '2026-03-03T14:05:12Z', outcome: 'answered' } as const;

const calls: readonly SampleCall[] = [
  call('1', answered),
  call('2'),
  call('3', { outcome: 'busy' }),
  call('4', { outcome: 'failed', end: '2026-03-03T14:05:09Z' }),
  call('5', { ...answered, answer: '2026-03-03T14:05:39Z' }),
  call('6', {
    start: '2026-03-03T23:59:58Z',
    answer: '2026-03-04T00:00:01Z',
    end: '2026-03-04T00:00:09Z',
    outcome: 'answered',
  }),
  call('7', { caller: '' }),
  call('8', { caller: 'ACME BANK', callerName: 'ACME "The Bank", Inc.' }),
  call('9', { caller: 'anonymous', callerName: 'Müller, Łukasz' }),
  call('10', { caller: '100', called: '911' }),
  call('11', { caller: 'sip:+12025550123;npdi@10.0.0.1;user=phone' }),
];

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-feed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function* chunks(bytes: Buffer, size: () => number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + size();
    yield bytes.subarray(at, end);
    at = end;
  }
}

async function recordsOf(format: FeedFormat, source: AsyncIterable<Buffer>): Promise<FeedRecord[]> {
  return Array.fromAsync(format.read(source, { timezone: 'UTC' }));
}

const read = (format: FeedFormat, content: string | Buffer, size = () => 64 * 1024) =>
  recordsOf(format, chunks(Buffer.from(content), size));

function facts(record: FeedRecord) {
  if (!isGood(record)) return record;
  const { call_id, calling_number, called_number, caller_name, start_time, answer_time, end_time, sip_code } =
    record.cdr;
  expect(call_id).not.toBe('');
  return { calling_number, called_number, caller_name, start_time, answer_time, end_time, sip_code };
}

const expected = (sample: SampleCall) => ({
  calling_number: sample.caller,
  called_number: sample.called,
  caller_name: sample.callerName,
  start_time: Date.parse(sample.start),
  answer_time: sample.answer === null ? null : Date.parse(sample.answer),
  end_time: Date.parse(sample.end),
  sip_code: sipCodeOf(sample),
});

describe.each(formats.map((format) => [format.name, format] as const))('%s', (name, format) => {
  const sample = samples[name];
  if (sample === undefined) throw new Error(`conformance.samples.ts has no sample of ${name}`);
  const lines = calls.map((c) => sample.line(c));
  const text = `${lines.join('\n')}\n`;

  it('reads every kind of call', async () => {
    expect((await read(format, text)).map(facts)).toEqual(calls.map(expected));
  });

  it.each([
    ['CRLF', lines.join('\r\n')],
    ['CR alone', lines.join('\r')],
    ['a byte-order mark', `\uFEFF${text}`],
    ['no end of the last line', lines.join('\n')],
    ['empty lines', `\n \n${lines.join('\n\n')}\n\t\n`],
  ])('reads the same with %s', async (_, variant) => {
    expect((await read(format, variant)).map(facts)).toEqual(calls.map(expected));
  });

  it('reads the same however the bytes are cut', async () => {
    const bytes = lines.join('\r\n');
    expect((await read(format, bytes, () => 1)).map(facts)).toEqual(calls.map(expected));
    expect((await read(format, bytes, () => randomInt(1, 40))).map(facts)).toEqual(calls.map(expected));
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('reads a %s file', async (suffix, compress) => {
    const file = join(directory, `${name}.${suffix}`);
    writeFileSync(file, compress(Buffer.from(text)));
    expect(
      (
        await recordsOf(
          format,
          openFile(file, () => {}),
        )
      ).map(facts),
    ).toEqual(calls.map(expected));
  });

  it('gives a malformed line back as it came, and loses no other', async () => {
    const mixed = [
      ...sample.malformed.flatMap((bad, i) => [lines[i] ?? '', bad]),
      ...lines.slice(sample.malformed.length),
    ];
    const records = await read(format, mixed.join('\n'));
    const bad = records.filter((record) => !isGood(record));
    expect(bad.map((record) => ({ line: record.line, text: 'text' in record && record.text }))).toEqual(
      sample.malformed.map((malformed, i) => ({ line: 2 * i + 2, text: malformed })),
    );
    expect(records.filter(isGood).map(facts)).toEqual(calls.map(expected));
  });

  it('refuses a truncated last line', async () => {
    const records = await read(format, text.slice(0, text.length - 30));
    expect(records.slice(0, -1).map(facts)).toEqual(calls.slice(0, -1).map(expected));
    expect(records.at(-1)).toMatchObject({ line: calls.length, reason: expect.any(String) });
  });

  it('refuses a line longer than any record', async () => {
    const records = await read(format, `${lines[0]}\n"${'x'.repeat(3_000_000)}\n${lines[1]}`);
    expect(records.map((record) => [record.line, isGood(record)])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  it('gives different legs different ids, and the same leg the same', async () => {
    const twice = await read(format, text + text);
    const ids = twice.filter(isGood).map((record) => record.cdr.call_id);
    expect(new Set(ids).size).toBe(calls.length);
    expect(ids.slice(0, calls.length)).toEqual(ids.slice(calls.length));
  });

  it('never puts a value of the line into a reason', async () => {
    const records = await read(
      format,
      sample.malformed.map((bad) => bad.replace('x', '2025550123')).join('\n'),
    );
    for (const record of records) expect('reason' in record && record.reason).not.toMatch(/2025550123/);
  });
});
