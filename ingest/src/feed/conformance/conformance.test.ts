import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type FeedError, isBad, isGood } from '../format.ts';
import { formats } from '../formats.ts';
import { call, calls, callsInAutumn, expected, told, wallClock } from './calls.ts';
import { chunks, contentOf, recordsOf } from './read.ts';
import { type SampleCall, samples } from './samples.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-feed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const newYork = 'America/New_York';

describe.each(formats.map((format) => [format.name, format] as const))('%s', (name, format) => {
  const sample = samples[name];
  if (sample === undefined) throw new Error(`conformance/samples.ts has no sample of ${name}`);
  const header = sample.header === undefined ? [] : [sample.header];
  const linesOf = (of: readonly SampleCall[], zone = 'UTC') =>
    of.flatMap((c) => sample.lines(c, wallClock(zone)));
  const all = (of: readonly SampleCall[]) => of.map((c) => expected(sample.told?.(c) ?? c));
  const read = (content: string | Buffer, size = () => 64 * 1024, timezone = 'UTC') =>
    recordsOf(format, chunks(Buffer.from(content), size), timezone);

  const lines = [...header, ...linesOf(calls)];
  const text = `${lines.join('\n')}\n`;

  it('reads every kind of call', async () => {
    expect(told(await read(text))).toEqual(all(calls));
  });

  it.each([
    ['CRLF', lines.join('\r\n')],
    ['CR alone', lines.join('\r')],
    ['a byte-order mark', `\uFEFF${text}`],
    ['no end of the last line', lines.join('\n')],
    ['empty lines', `\n \n${lines.join('\n\n')}\n\t\n`],
    ['files put together', `${text}${[...header, ...linesOf([call('12')])].join('\n')}`],
  ])('reads the same with %s', async (variant, content) => {
    const more = variant === 'files put together' ? [call('12')] : [];
    expect(told(await read(content))).toEqual(all([...calls, ...more]));
  });

  it('reads the same however the bytes are cut', async () => {
    const bytes = lines.join('\r\n');
    expect(told(await read(bytes, () => 1))).toEqual(all(calls));
    expect(told(await read(bytes, () => randomInt(1, 40)))).toEqual(all(calls));
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('reads a %s file', async (suffix, compress) => {
    const file = join(directory, `${name}.${suffix}`);
    writeFileSync(file, compress(Buffer.from(text)));
    const source = contentOf(file);
    expect(told(await recordsOf(format, source))).toEqual(all(calls));
  });

  it('reads calls around a change of clocks', async () => {
    const content = [...header, ...linesOf(callsInAutumn, newYork)].join('\n');
    expect(told(await read(content, undefined, newYork))).toEqual(all(callsInAutumn));
  });

  it.runIf(format.needsTimezone)(
    'takes the earlier of two hours where nothing tells, and says so',
    async () => {
      const [, , second] = callsInAutumn;
      const records = await read(
        linesOf(second === undefined ? [] : [second], newYork).join('\n'),
        undefined,
        newYork,
      );
      expect(records).toEqual([
        expect.objectContaining({
          note: expect.stringContaining('the earlier is assumed'),
          cdr: expect.objectContaining({ end_time: Date.parse('2026-11-01T05:20:00Z') }),
        }),
      ]);
    },
  );

  it.runIf(format.needsTimezone)('refuses a time that clocks skip', async () => {
    const skipped = call('1', { start: '2026-03-08T02:30:00Z', end: '2026-03-08T03:30:00Z' });
    expect(await read(linesOf([skipped]).join('\n'), undefined, newYork)).toEqual([
      expect.objectContaining({
        line: 1,
        reason: expect.stringContaining('does not exist in America/New_York'),
      }),
    ]);
  });

  it('gives a malformed line back as it came, and loses no other', async () => {
    const content = [...header];
    const bad: { line: number; text: string }[] = [];
    calls.forEach((c, i) => {
      content.push(...sample.lines(c, wallClock('UTC')));
      const malformed = sample.malformed[i];
      if (malformed === undefined) return;
      content.push(malformed);
      bad.push({ line: content.length, text: malformed });
    });
    const records = await read(content.join('\n'));
    expect(records.filter(isBad).map(({ line, text }) => ({ line, text: text.trimEnd() }))).toEqual(bad);
    expect(told(records.filter(isGood))).toEqual(all(calls));
  });

  it('refuses a truncated last line', async () => {
    const records = told(await read(text.slice(0, text.length - 30)));
    expect(records.slice(0, -1)).toEqual(all(calls.slice(0, -1)));
    expect(records.at(-1)).toMatchObject({ line: lines.length, reason: expect.any(String) });
  });

  it('refuses a line longer than any record', async () => {
    const [first = '', second = ''] = linesOf([call('1'), call('2')]);
    const content = [...header, first, `"${'x'.repeat(3_000_000)}`, second];
    const at = header.length;
    expect((await read(content.join('\n'))).map((record) => [record.line, isGood(record)])).toEqual([
      [at + 1, true],
      [at + 2, false],
      [at + 3, true],
    ]);
  });

  it('gives different legs different ids, and the same leg the same', async () => {
    const idsOf = async (content: string) =>
      (await read(content)).filter(isGood).map((record) => record.cdr.call_id);
    const ids = await idsOf(text);
    expect(new Set(ids).size).toBe(calls.length);
    expect(ids).not.toContain('');
    expect(await idsOf(text)).toEqual(ids);
    expect(new Set(await idsOf(text + text))).toEqual(new Set(ids));
  });

  it('never puts a value of the line into a reason', async () => {
    const content = sample.malformed.map((bad) => bad.replace('x', '2025550123'));
    const records = await read([...header, ...content].join('\n'));
    const headless = await read(['2025550123,2025550123', ...content].join('\n')).catch(
      (error: FeedError) => [{ reason: error.message }],
    );
    for (const record of [...records, ...headless]) {
      expect('reason' in record && record.reason).not.toMatch(/2025550123/);
    }
  });
});
